import type { SniffResult } from '@kairos/contracts';
import type { RawRow } from '../rows/source-row.ts';

type Found = SniffResult['headerRow'];

const longestTitle = 100;
const isNumeric = (cell: string) => cell.length <= 40 && /^[-+]?[\d.,]*\d[\d.,]*%?$/.test(cell);
const filledCells = ({ cells }: RawRow) => cells.map((cell) => cell.trim()).filter((cell) => cell !== '');

/**
 * The row that names the columns, counted from 1 or as `numberOf` tells, or 0 where none does. Above it a title block may stand: rows that do
 * not have the columns that most rows have.
 */
export function sniffHeader(rows: readonly RawRow[], width: number, numberOf = (index: number): number => index + 1): Found {
  const at = Math.max(0, rows.slice(0, longestTitle).findIndex((row) => hasColumns(row, width)));
  const named = filledCells(rows[at] ?? { line: 1, length: 0, cells: [] });
  const numbers = named.filter(isNumeric).length;
  const which = at === 0 ? 'the first row' : `row ${numberOf(at)}`;
  if (numbers > 0) return { value: 0, confidence: at === 0 ? 0.8 : 0.4, reason: `${which} holds ${numbers} numbers, so it names no columns` };
  const above = at === 0 ? '' : ` and the ${at} above it are a title`;
  const numbersBelow = rows.slice(at + 1, at + 100).some((row) => filledCells(row).some(isNumeric));
  return numbersBelow
    ? { value: numberOf(at), confidence: at === 0 ? 0.95 : 0.9, reason: `${which} is text alone, rows below it hold numbers${above}` }
    : { value: numberOf(at), confidence: at === 0 ? 0.6 : 0.5, reason: `${which} is text, like those below it; taken as the names of the columns${above}` };
}

/** Something in most of the cells that most rows have. */
function hasColumns(row: RawRow, width: number): boolean {
  return filledCells(row).length >= Math.max(1, Math.ceil(width * 0.6));
}
