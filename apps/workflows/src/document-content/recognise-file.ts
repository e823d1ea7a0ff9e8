import { fileTypeFromBuffer } from 'file-type';
import { documentFileTypeNames, documentFileTypes, type DocumentFileType } from '@kairos/contracts';
import { firstBytes } from './first-bytes.ts';
import { isPlainText } from './plain-text.calc.ts';
import { isSignedEnvelope, isXml } from './recognise-bytes.calc.ts';
import { endingOf } from './safe-file-name.calc.ts';

const headBytes = 1_048_576;
/** Some programs say at the end of an office file what it is; of a larger one than this nothing but its head is looked at. */
const mostLookedAt = 64 * 1_048_576;

/**
 * What a stored file is, by its bytes. Its name decides only where bytes cannot: which program of old wrote a compound file,
 * and whether plain text is a document at all.
 *
 * @param open the file from its beginning; read as far as it takes to tell
 * @returns undefined for what is no kind of document
 */
export async function recogniseFile(open: () => AsyncIterable<Uint8Array>, fileName: string): Promise<DocumentFileType | undefined> {
  const ending = endingOf(fileName);
  const head = await firstBytes(open(), headBytes);
  if (isSignedEnvelope(head)) return 'p7m';
  const mediaType = (await fileTypeFromBuffer(head))?.mime;
  // A text of any beginning may be taken for a picture of old: two letters make one.
  if ((ending === 'csv' || ending === 'txt') && !named(mediaType) && !isXml(head) && isPlainText(head)) return ending;
  if (mediaType === 'application/x-cfb') return ending === 'doc' || ending === 'xls' ? ending : undefined;
  if (mediaType === undefined || mediaType === 'application/xml') return isXml(head) ? 'xml' : undefined;
  if (mediaType === 'application/zip' && head.length === headBytes) return named((await fileTypeFromBuffer(await firstBytes(open(), mostLookedAt)))?.mime);
  return named(mediaType);
}

function named(mediaType: string | undefined): DocumentFileType | undefined {
  return documentFileTypeNames.find((name) => documentFileTypes[name].mediaType === mediaType);
}
