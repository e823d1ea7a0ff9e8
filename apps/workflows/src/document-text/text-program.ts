//! Runs as a process of its own, which TextExtractor starts, feeds over its channel and kills: a file that breaks its reader breaks nothing else.
import type { DocumentFileType } from '@kairos/contracts';
import { decodedText } from '../document-content/plain-text.calc.ts';
import { readOfficeText, UnpacksTooFar } from './read-office-text.ts';
import { readPdfText } from './read-pdf-text.ts';
import { readXmlText } from './read-xml-text.ts';
import { signedContentOf } from './signed-content.calc.ts';
import { EnoughText, TextCollector } from './text-collector.ts';

export type TextRequest = { fileType: DocumentFileType; bytes: Uint8Array };
/** `fault`: what is wrong with the file; `unread`: why a sound one gives no text. */
export type TextAnswer = { content: string; fault: string | null; unread?: string };

/** Somebody signs, others sign what was signed, and so on. */
const mostEnvelopes = 8;

class NothingToRead extends Error {}

process.on('message', (request: TextRequest) => {
  void textOf(request).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());

async function textOf({ fileType, bytes }: TextRequest): Promise<TextAnswer> {
  const collector = new TextCollector();
  try {
    await read(fileType, new Uint8Array(bytes), collector);
    return { content: collector.text, fault: null };
  } catch (error) {
    if (error instanceof NothingToRead) return { content: '', fault: null, unread: error.message };
    if (error instanceof EnoughText) return { content: collector.text, fault: null };
    return { content: collector.text, fault: error instanceof UnpacksTooFar ? 'it unpacks to more than is read' : 'it is broken, or locked by a password' };
  }
}

async function read(fileType: DocumentFileType, bytes: Uint8Array, collector: TextCollector): Promise<void> {
  if (fileType === 'pdf') await readPdfText(bytes, collector);
  else if (fileType === 'docx' || fileType === 'xlsx') await readOfficeText(bytes, fileType, collector);
  else if (fileType === 'xml') readXmlText(bytes, collector);
  else if (fileType === 'csv' || fileType === 'txt') collector.add(decodedText(bytes));
  else if (fileType === 'p7m') await readSigned(bytes, collector);
  else throw new NothingToRead(`no text is taken out of ${fileType}`);
}

/** What was signed is read as it would be without its envelopes. */
async function readSigned(bytes: Uint8Array, collector: TextCollector): Promise<void> {
  // Not needed for other files, and slow to load.
  const { recogniseFile } = await import('../document-content/recognise-file.ts');
  let content: Uint8Array | undefined = bytes;
  for (let envelopes = 0; envelopes < mostEnvelopes; envelopes += 1) {
    content = signedContentOf(content);
    if (!content) throw new NothingToRead('it holds signatures alone');
    const inner: Uint8Array = content;
    const fileType = await recogniseFile(() => only(inner), 'signed.txt');
    if (!fileType) throw new NothingToRead('what was signed is no kind of document');
    // A copy: readers may keep the memory of what they read for themselves.
    if (fileType !== 'p7m') return read(fileType, new Uint8Array(inner), collector);
  }
  throw new UnpacksTooFar();
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
