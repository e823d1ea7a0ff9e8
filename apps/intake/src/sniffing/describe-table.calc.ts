import type { FileProblem, SniffResult } from '@kairos/contracts';
import { shorten } from '../rows/check-row.calc.ts';
import { columnNames } from '../rows/column-names.calc.ts';
import { FileFault } from '../rows/file.errors.ts';
import type { RowLimits } from '../rows/limits.ts';
import type { RawRow } from '../rows/source-row.ts';
import { profileColumns } from './profile-columns.calc.ts';

export type TableFound = Pick<SniffResult, 'columns' | 'profiles' | 'sampleRows' | 'problems'>;

/** What the first rows of a table show: `header` of them, counted from 1, names the columns, or 0 where none does. */
export function describeTable(rows: readonly RawRow[], header: number, limits: RowLimits): TableFound {
  const { columns, problems } = namedColumns(rows, header, limits);
  const body = rows.slice(header).filter(({ fault, cells }) => !fault && cells.length === columns.length);
  const names = columns.map(shorten);
  const profiles = profileColumns(names, body.map(({ cells }) => cells), undefined, body.map(({ numbers }) => numbers));
  const sampleRows = rows.slice(header, header + 5).map(({ cells }) => cells.slice(0, 200).map(shorten));
  return { columns: names, profiles, sampleRows, problems };
}

function namedColumns(rows: readonly RawRow[], header: number, { maxColumns }: RowLimits): { columns: readonly string[]; problems: FileProblem[] } {
  const first = rows[Math.max(0, header - 1)];
  if (!first) return { columns: [], problems: [{ code: 'empty-file', line: 1, column: 1, detail: 'the file holds nothing' }] };
  const noRows: FileProblem = { code: 'no-rows', line: first.line, column: 1, detail: 'nothing follows the row that names the columns' };
  try {
    return { columns: columnNames(first, header, maxColumns), problems: rows.length > header ? [] : [noRows] };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { columns: first.cells.slice(0, 200).map((cell) => cell.trim()), problems: [error.problem] };
  }
}
