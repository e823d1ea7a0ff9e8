//! Runs as a process of its own, which TemplateFiller starts, feeds over its channel and kills: a template that breaks its reader breaks nothing else.
import { fillDocx } from './fill-docx.ts';
import { fillPdf } from './fill-pdf.ts';
import { malformed, TemplateFault, type Fault } from './template-fault.ts';

export type FillRequest = {
  fileType: 'docx' | 'pdf';
  bytes: Uint8Array;
  /** What goes into the place of each variable; nothing goes into others. */
  texts: ReadonlyMap<string, string>;
};
/** The variables are named in the order in which they were met. */
export type FillAnswer = { bytes: Uint8Array; variables: string[] } | Fault;

process.on('message', (request: FillRequest) => {
  void fill(request).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());

async function fill({ fileType, bytes, texts }: FillRequest): Promise<FillAnswer> {
  try {
    return await (fileType === 'docx' ? fillDocx : fillPdf)(Buffer.from(bytes), (name) => texts.get(name) ?? '');
  } catch (error) {
    return (error instanceof TemplateFault ? error : malformed('It is damaged.')).fault;
  }
}
