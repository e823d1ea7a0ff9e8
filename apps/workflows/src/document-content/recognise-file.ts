import { fileTypeFromBuffer } from 'file-type';
import { documentFileTypeNames, documentFileTypes, type DocumentFileType } from '@kairos/contracts';
import { endingOf } from './safe-file-name.calc.ts';
import { isSignedEnvelope, isXml } from './recognise-bytes.calc.ts';

const headBytes = 1_048_576;
/** Some programs say at the end of an office file what it is; of a larger one than this nothing but its head is looked at. */
const mostLookedAt = 64 * 1_048_576;

/**
 * What a stored file is, by its bytes. Its name decides only where bytes cannot: which program of old wrote a compound file.
 *
 * @param open the file from its beginning; read as far as it takes to tell
 * @returns undefined for what is no kind of document
 */
export async function recogniseFile(open: () => AsyncIterable<Uint8Array>, fileName: string): Promise<DocumentFileType | undefined> {
  const ending = endingOf(fileName);
  const head = await firstBytes(open(), headBytes);
  if (isSignedEnvelope(head)) return 'p7m';
  const mediaType = (await fileTypeFromBuffer(head))?.mime;
  if (mediaType === 'application/x-cfb') return ending === 'doc' || ending === 'xls' ? ending : undefined;
  if (mediaType === undefined || mediaType === 'application/xml') return isXml(head) ? 'xml' : undefined;
  if (mediaType === 'application/zip' && head.length === headBytes) return named((await fileTypeFromBuffer(await firstBytes(open(), mostLookedAt)))?.mime);
  return named(mediaType);
}

function named(mediaType: string | undefined): DocumentFileType | undefined {
  return documentFileTypeNames.find((name) => documentFileTypes[name].mediaType === mediaType);
}

async function firstBytes(content: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    pieces.push(piece);
    length += piece.byteLength;
    if (length >= most) break;
  }
  return Buffer.concat(pieces).subarray(0, most);
}
