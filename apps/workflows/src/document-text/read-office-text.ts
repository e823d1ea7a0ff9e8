import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { TextCollector } from './text-collector.ts';
import { xmlTextReader, type TextElements } from './read-xml-text.ts';

/** What an office file may unpack to, in all: a bomb stops here. */
const mostUnpackedBytes = 64 * 1_048_576;
const mostEntries = 5000;

type Kind = { part: RegExp; elements: TextElements };
const kinds: Record<'docx' | 'xlsx', Kind> = {
  docx: { part: /^word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/, elements: { holding: new Set(['t']), ending: new Set(['p', 'tab', 'br']) } },
  // Texts of cells stand in one table or in their cell; `is` and `si` are what they stand in.
  xlsx: { part: /^xl\/(sharedStrings|worksheets\/sheet\d+)\.xml$/, elements: { holding: new Set(['t']), ending: new Set(['si', 'is']) } },
};

export class UnpacksTooFar extends Error {}

/** The text of a document or workbook, part by part. @throws EnoughText, UnpacksTooFar, and what yauzl or saxes say of a broken file */
export async function readOfficeText(bytes: Uint8Array, kind: keyof typeof kinds, collector: TextCollector): Promise<void> {
  const { part, elements } = kinds[kind];
  const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, validateEntrySizes: true });
  let left = mostUnpackedBytes;
  let entries = 0;
  for await (const entry of archive.eachEntry()) {
    if ((entries += 1) > mostEntries) throw new UnpacksTooFar();
    if (part.test(entry.fileName)) left -= await readPart(archive, entry, { left, elements, collector });
  }
}

async function readPart(archive: ZipFile, entry: Entry, { left, elements, collector }: { left: number; elements: TextElements; collector: TextCollector }): Promise<number> {
  const reader = xmlTextReader(collector, elements);
  const decoder = new TextDecoder();
  let seen = 0;
  for await (const piece of (await archive.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    if ((seen += piece.length) > left) throw new UnpacksTooFar();
    reader.write(decoder.decode(piece, { stream: true }));
  }
  reader.close();
  return seen;
}
