import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import PizZip from 'pizzip';
import { malformed, tooLarge } from './template-fault.ts';

const mostUnpacked = 40_000_000;
const mostEntries = 1000;

type Packed = { compressionMethod: string; getCompressedContent(): Uint8Array };

/** Opens a DOCX, after every part of it was unpacked once with a bound: what it says of its own size counts for nothing. */
export function boundedZip(bytes: Buffer): PizZip {
  const zip = opened(bytes);
  const parts = Object.values(zip.files).filter(({ dir }) => !dir);
  if (parts.length > mostEntries) throw tooLarge();
  let left = mostUnpacked;
  for (const part of parts) {
    const packed = (part as unknown as { _data: Packed })._data;
    const content = packed.getCompressedContent();
    left -= packed.compressionMethod === '\x08\x00' ? unpackedLength(() => inflateRawSync(content, { maxOutputLength: Math.max(1, left) })) : content.length;
    if (left <= 0) throw tooLarge();
  }
  return zip;
}

/** A first look at a PDF, which refuses most that unpack to more than a template may. What it does not see ends with the process that reads it. */
export function demandBoundedPdf(bytes: Buffer): void {
  const text = bytes.toString('latin1');
  if (/\/(Fl|FlateDecode)\s*\/(Fl|FlateDecode)\b/.test(text)) throw malformed('The PDF packs streams twice.');
  let left = mostUnpacked;
  for (const { index, 0: mark } of text.matchAll(/\bstream *(?:\r\n|\r|\n)/g)) {
    left -= unpackedLength(() => inflateSync(bytes.subarray(index + mark.length), { maxOutputLength: Math.max(1, left), finishFlush: constants.Z_SYNC_FLUSH }));
    if (left <= 0) throw tooLarge();
  }
}

function unpackedLength(unpack: () => Buffer): number {
  try {
    return unpack().length;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    // What cannot be unpacked is somebody else's complaint, or is not packed at all.
    return 0;
  }
}

function opened(bytes: Buffer): PizZip {
  try {
    return new PizZip(bytes);
  } catch {
    throw malformed('The DOCX cannot be opened.');
  }
}
