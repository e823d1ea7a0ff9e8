import { FileFault } from './file.errors.ts';
import type { RawRow } from './source-row.ts';

/** The names of the columns, from the header row or, where there is none (`headerRow` 0), by their number. */
export function columnNames(row: RawRow, headerRow: number, maxColumns: number): readonly string[] {
  const fault = (code: 'too-many-columns' | 'broken-header' | 'duplicate-header', column: number, detail: string) =>
    new FileFault({ code, line: row.fault?.line ?? row.line, column, detail });
  if (row.cells.length > maxColumns) {
    throw fault('too-many-columns', maxColumns + 1, `${row.cells.length} columns; at most ${maxColumns} are read`);
  }
  if (headerRow === 0) return row.cells.map((_, index) => `column ${index + 1}`);
  if (row.fault) throw fault('broken-header', row.fault.cell, `the row that names the columns has a ${row.fault.code}`);
  const names = row.cells.map((cell) => cell.trim());
  const firstAt = new Map<string, number>();
  names.forEach((name, index) => {
    const earlier = firstAt.get(name);
    if (name !== '' && earlier !== undefined) {
      throw fault('duplicate-header', index + 1, `"${name.slice(0, 100)}" already names column ${earlier + 1}`);
    }
    firstAt.set(name, index);
  });
  return names;
}
