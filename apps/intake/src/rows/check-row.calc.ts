import type { RowError } from '@kairos/contracts';
import type { RawFault, RawRow, SourceRow } from './source-row.ts';

/** What the text up to this row makes worth looking for in its cells. */
export type Suspicion = { damaged: boolean; nul: boolean };

type Expected = { number: number; columns: readonly string[]; suspicion: Suspicion; maxCellLength: number };

const details: Record<RawFault['code'], string> = {
  'unclosed-quote': 'the quote that opens here is never closed',
  'stray-quote': 'the quoted cell goes on behind its closing quote; quotes inside it must be doubled',
  'row-too-long': 'the row is longer than any row that is read',
  'error-cell': 'the cell holds an error instead of a value; a recipe may list it among the values that mean empty',
  'formula-without-value': 'the cell holds a formula that was never calculated; open the workbook in a spreadsheet and save it',
  'broken-cell': 'the cell refers to a text that the workbook does not have',
  'number-too-long': 'a number of more than 15 digits, which a spreadsheet does not keep exactly; format the column as text',
  'no-number': 'the cell is to hold a number but does not',
  'no-date': 'the cell is formatted as a date or time, but no such date exists',
  'invalid-json': 'the line is no JSON',
  'no-object': 'the line is no JSON object',
  'unknown-key': 'no row in the beginning of the file has this key',
  'invalid-encoding': 'holds half of a character',
  'duplicate-key': 'the object has this key twice',
  'too-deep': 'holds objects or lists more than 100 levels deep',
  'too-many-keys': 'the object has more keys than there may be columns',
};

/** Checks what holds for every row before a recipe looks at it: sound quotes, as many cells as columns, readable text. */
export function checkRow(raw: RawRow, expected: Expected): SourceRow {
  const { cells, line } = raw;
  const row = { row: expected.number, line, cells, blank: cells.length === 1 && !raw.fault && cells[0]?.trim() === '', ...(raw.numbers ? { numbers: raw.numbers } : {}) };
  const fault = raw.fault ? placedFault(raw.fault, raw, expected) : row.blank ? undefined : cellFault(raw, expected);
  return fault ? { ...row, fault } : row;
}

/** Where there is no header for a cell, its number stands in. */
export function columnLabel(columns: readonly string[], index: number): string {
  return columns[index] || `column ${index + 1}`;
}

function placedFault(fault: RawFault, raw: RawRow, { columns }: Expected): RowError {
  const where = fault.line === raw.line ? '' : ` (line ${fault.line})`;
  return {
    code: fault.code,
    column: fault.name ?? columnLabel(columns, fault.cell - 1),
    field: null,
    value: shorten(raw.cells[fault.cell - 1] ?? ''),
    detail: details[fault.code] + where,
  };
}

function cellFault({ cells, length }: RawRow, { columns, suspicion, maxCellLength }: Expected): RowError | undefined {
  if (cells.length !== columns.length) {
    return {
      code: 'cell-count',
      column: columnLabel(columns, Math.min(cells.length, columns.length)),
      field: null,
      value: shorten(cells[columns.length] ?? ''),
      detail: `${cells.length} cells where ${columns.length} are expected`,
    };
  }
  const long = length > maxCellLength;
  if (!long && !suspicion.nul && !suspicion.damaged) return undefined;
  for (const [index, cell] of cells.entries()) {
    const error = (code: string, detail: string): RowError => ({
      code,
      column: columnLabel(columns, index),
      field: null,
      value: shorten(cell),
      detail,
    });
    if (long && cell.length > maxCellLength) return error('cell-too-long', `${cell.length} characters; at most ${maxCellLength} are read`);
    if (suspicion.nul && cell.includes('\0')) return error('nul-character', 'holds a NUL character, which no text has');
    if (suspicion.damaged && cell.includes('\uFFFD')) return error('invalid-encoding', 'holds bytes that are no text in the encoding of the file');
  }
  return undefined;
}

/** A value as it is shown in an error: NUL made visible, long ones cut. */
export function shorten(value: string): string {
  const visible = value.slice(0, 200).replaceAll('\0', '␀').toWellFormed();
  return value.length > 200 ? `${visible}…` : visible;
}
