import type { SniffResult } from '@kairos/contracts';
import { sniffEncoding } from '@kairos/service-kit/text-encoding';
import { BytesDecoder } from '../csv/decode-bytes.calc.ts';
import { containerOf } from '../formats/file-format.calc.ts';
import { gunzip } from '../formats/gunzip.ts';
import { FileFault } from '../rows/file.errors.ts';
import { oldContainerFault } from '../xlsx/old-container.calc.ts';
import { ByteWitness } from './byte-witness.ts';
import { whatItIsInstead } from './not-a-table.calc.ts';
import { looksLikeJsonArray, looksLikeJsonLines, sniffJsonLines } from './sniff-json-lines.ts';
import { sniffWorkbook } from './sniff-workbook.ts';
import { sniff, type FileEvidence } from './sniff.calc.ts';

type Reopen = () => AsyncIterable<Uint8Array>;

const unsupported = (detail: string) => new FileFault({ code: 'unsupported-format', line: 1, column: 1, detail });

/**
 * Tells of a file in which format it is and how it is to be read, how sure that is, and why. What was seen of it as it
 * came decides; `reopen` reads it once more where its beginning is not enough. Raises `FileFault` for what is no table at all.
 */
export async function sniffFile(seen: FileEvidence, reopen: Reopen): Promise<SniffResult> {
  const container = containerOf(seen.head);
  if (container === 'old-container') throw oldContainerFault(seen.head);
  if (container === 'zip') return sniffWorkbook(reopen());
  return container === 'gzip' ? sniffPacked(reopen) : sniffText(seen, reopen);
}

/** Reads all of what is packed once: damage and bombs are found now, not in the middle of an import. */
async function sniffPacked(reopen: Reopen): Promise<SniffResult> {
  const witness = new ByteWitness();
  for await (const chunk of gunzip(reopen())) witness.see(chunk);
  const inside = witness.end();
  if (containerOf(inside.head) !== 'text') throw unsupported('what is packed in it is packed again; a packed file has to be text');
  const found = await sniffText(inside, () => gunzip(reopen()));
  return { ...found, compression: { value: 'gzip', confidence: 1, reason: 'it is packed by gzip' } };
}

async function sniffText(seen: FileEvidence, reopen: Reopen): Promise<SniffResult> {
  const encoding = sniffEncoding(seen);
  const text = new BytesDecoder(encoding.value).push(seen.head);
  const instead = whatItIsInstead(seen.head, text);
  if (instead) throw unsupported(instead);
  if (looksLikeJsonArray(text)) throw unsupported('it is one list in JSON; write each object on a line of its own, without the list around them');
  return looksLikeJsonLines(text) ? sniffJsonLines(reopen(), encoding) : sniff(seen);
}
