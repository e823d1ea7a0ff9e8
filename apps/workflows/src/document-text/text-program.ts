//! Runs as a process of its own, which TextExtractor starts, feeds over its channel and kills: a file that breaks its reader breaks nothing else.
import type { DocumentFileType } from '@kairos/contracts';
import { readOfficeText, UnpacksTooFar } from './read-office-text.ts';
import { readPdfText } from './read-pdf-text.ts';
import { readXmlText } from './read-xml-text.ts';
import { EnoughText, TextCollector } from './text-collector.ts';

export type TextRequest = { fileType: DocumentFileType; bytes: Uint8Array };
export type TextAnswer = { content: string; fault: string | null };

process.on('message', (request: TextRequest) => {
  void textOf(request).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());

async function textOf({ fileType, bytes }: TextRequest): Promise<TextAnswer> {
  const collector = new TextCollector();
  try {
    if (fileType === 'pdf') await readPdfText(new Uint8Array(bytes), collector);
    else if (fileType === 'docx' || fileType === 'xlsx') await readOfficeText(bytes, fileType, collector);
    else readXmlText(bytes, collector);
    return { content: collector.text, fault: null };
  } catch (error) {
    if (error instanceof EnoughText) return { content: collector.text, fault: null };
    return { content: collector.text, fault: error instanceof UnpacksTooFar ? 'it unpacks to more than is read' : 'it is broken, or locked by a password' };
  }
}
