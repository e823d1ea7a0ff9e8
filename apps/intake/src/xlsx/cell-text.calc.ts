import type { RawFault } from '../rows/source-row.ts';
import { cellDate } from './cell-date.calc.ts';
import { plainNumber, type CellFormat } from './cell-format.calc.ts';
import { cellNumber, type CellText } from './cell-number.calc.ts';
import { unescapeText } from './text-runs.ts';

/** A cell as the sheet writes it: its type, style, stored value or inline text, and whether a formula makes it. */
export type StoredCell = { type: string; style: number; value: string | undefined; inline: string | undefined; formula: boolean };
export type Surroundings = { formats: readonly CellFormat[]; sharedStrings: readonly string[]; from1904: boolean; emptyErrors: ReadonlySet<string> };
export type ReadCell = { text: string; number?: boolean; fault?: RawFault['code'] };

/** The text of a cell, with what is wrong with it where it cannot be told for sure. */
export function cellText(cell: StoredCell, around: Surroundings): ReadCell {
  if (cell.inline !== undefined) return { text: cell.inline };
  const { value } = cell;
  if (value === undefined || value === '') return cell.formula && value === undefined ? { text: '', fault: 'formula-without-value' } : { text: '' };
  if (cell.type === 's') {
    const text = around.sharedStrings[Number(value)];
    return text === undefined ? { text: '', fault: 'broken-cell' } : { text };
  }
  if (cell.type === 'str') return { text: unescapeText(value) };
  if (cell.type === 'b') return { text: value === '1' || value === 'true' ? 'true' : 'false' };
  if (cell.type === 'e') return around.emptyErrors.has(value) ? { text: value } : { text: value, fault: 'error-cell' };
  if (cell.type === 'd') return { text: value.replace(/T00:00:00(?:\.0+)?Z?$/, '') };
  const read = numberText(value, around.formats[cell.style] ?? plainNumber, around.from1904);
  return 'text' in read ? { text: read.text, number: true } : { text: value, fault: read.fault };
}

function numberText(value: string, format: CellFormat, from1904: boolean): CellText {
  if (format.kind !== 'number' && format.kind !== 'digits') return cellDate(value, format.kind, from1904);
  const read = cellNumber(value);
  return format.kind === 'digits' && 'text' in read && /^\d+$/.test(read.text) ? { text: read.text.padStart(format.pad, '0') } : read;
}
