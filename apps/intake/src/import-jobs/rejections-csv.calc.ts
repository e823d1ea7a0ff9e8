import { exportCsv } from '../csv/export-csv.calc.ts';
import type { RowError } from '@kairos/contracts';

export type Rejected = { row: number; line: number; errors: RowError[] | null; cells: string[] | null };

/** What is wrong with a row, in front of the row as it came: correct it, drop these columns, and upload it again. */
const ownColumns = ['row', 'line', 'code', 'column', 'value', 'reason'];

export function rejectionsHeader(columns: readonly string[]): string {
  return exportCsv([[...ownColumns, ...columns]]);
}

/** One line for each row: the first error in full, further ones in its reason. */
export function rejectionLines(rows: readonly Rejected[]): string {
  return exportCsv(
    rows.map(({ row, line, errors, cells }) => {
      const [first, ...more] = errors ?? [];
      const reason = [first?.detail ?? '', ...more.map(({ detail }) => detail)].join('; ');
      return [String(row), String(line), first?.code ?? '', first?.column ?? '', first?.value ?? '', reason, ...(cells ?? [])];
    }),
  );
}
