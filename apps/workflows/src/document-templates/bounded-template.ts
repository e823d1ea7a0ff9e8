import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import PizZip from 'pizzip';
import { TemplateIsMalformed, TemplateTooLarge } from './document-templates.errors.ts';

const mostBytes = 10_000_000;
const mostUnpacked = 40_000_000;
const mostEntries = 1000;

type Packed = { compressionMethod: string; getCompressedContent(): Uint8Array };

/** The bytes of a template in memory, of which there are few enough. */
export async function templateBytes(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let seen = 0;
  for await (const piece of content) {
    seen += piece.byteLength;
    if (seen > mostBytes) throw new TemplateTooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Opens a DOCX, after every part of it was unpacked once with a bound: what it says of its own size counts for nothing. */
export function boundedZip(bytes: Buffer): PizZip {
  const zip = opened(bytes);
  const parts = Object.values(zip.files).filter(({ dir }) => !dir);
  if (parts.length > mostEntries) throw new TemplateTooLarge();
  let left = mostUnpacked;
  for (const part of parts) {
    const packed = (part as unknown as { _data: Packed })._data;
    const content = packed.getCompressedContent();
    left -= packed.compressionMethod === '\x08\x00' ? unpackedLength(() => inflateRawSync(content, { maxOutputLength: Math.max(1, left) })) : content.length;
    if (left <= 0) throw new TemplateTooLarge();
  }
  return zip;
}

/** Refuses a PDF whose packed streams come to more than a template may. One within another is read by nobody here. */
export function demandBoundedPdf(bytes: Buffer): void {
  const text = bytes.toString('latin1');
  if (/\/(Fl|FlateDecode)\s*\/(Fl|FlateDecode)\b/.test(text)) throw new TemplateIsMalformed('The PDF packs streams twice.');
  let left = mostUnpacked;
  for (const { index, 0: mark } of text.matchAll(/\bstream\r?\n/g)) {
    left -= unpackedLength(() => inflateSync(bytes.subarray(index + mark.length), { maxOutputLength: Math.max(1, left), finishFlush: constants.Z_SYNC_FLUSH }));
    if (left <= 0) throw new TemplateTooLarge();
  }
}

function unpackedLength(unpack: () => Buffer): number {
  try {
    return unpack().length;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw new TemplateTooLarge();
    // What cannot be unpacked is somebody else's complaint, or is not packed at all.
    return 0;
  }
}

function opened(bytes: Buffer): PizZip {
  try {
    return new PizZip(bytes);
  } catch {
    throw new TemplateIsMalformed('The DOCX cannot be opened.');
  }
}
