import type { SniffResult } from '@kairos/contracts';
import { readJsonLines } from '../json-lines/read-json-lines.ts';
import { readObject } from '../json-lines/read-object.calc.ts';
import { rowLimits } from '../rows/limits.ts';
import type { RawRow } from '../rows/source-row.ts';
import { describeTable } from './describe-table.calc.ts';
import { notText } from './not-text.calc.ts';

const rowsLookedAt = 1000;

/** Whether text begins with a JSON object on a line of its own, be it one that cannot be taken in. */
export function looksLikeJsonLines(text: string): boolean {
  const first = /^\s*(\{.*)$/m.exec(text)?.[1];
  if (!text.trimStart().startsWith('{') || first === undefined) return false;
  const read = readObject(first.trim());
  return 'cells' in read || !(read.fault === 'invalid-json' || read.fault === 'no-object');
}

/** Whether text begins like one list of objects, which is no table by lines. */
export function looksLikeJsonArray(text: string): boolean {
  return /^\s*\[\s*\{\s*"/.test(text);
}

/** Tells what the beginning of a file with one JSON object on each line holds. */
export async function sniffJsonLines(bytes: AsyncIterable<Uint8Array>, encoding: SniffResult['encoding']): Promise<SniffResult> {
  const reason = 'each line is a JSON object';
  const rows: RawRow[] = [];
  for await (const batch of readJsonLines(bytes, { encoding: encoding.value, batchSize: rowsLookedAt })) {
    rows.push({ line: 1, cells: [...batch.columns], length: 0 }, ...batch.rows.filter(({ fault, blank }) => !fault && !blank).map(({ line, cells, numbers }) => ({ line, cells, length: 0, ...(numbers ? { numbers } : {}) })));
    break;
  }
  return { ...notText('json-lines', reason), encoding, sheet: null, sheets: [], headerRow: { value: 0, confidence: 1, reason: 'the keys of the objects name the columns' }, ...describeTable(rows, 1, rowLimits) };
}
