import { correctionMark, type RowError } from '@kairos/contracts';
import { escapeFormulas } from '@kairos/http';
import type { NumberCells } from '../rows/source-row.ts';

export type OpenRow = { row: number; line: number; errors: RowError[] | null; cells: string[] | null; numbers?: NumberCells | null };

/** What stands in front of a rejected row in a correction file: whose row it is, and what is wrong with it. */
export const ownColumns = [correctionMark, 'kairos:row', 'kairos:line', 'kairos:code', 'kairos:column', 'kairos:value', 'kairos:reason'] as const;

export function correctionHeader(columns: readonly string[]): string[] {
  return [...ownColumns, ...columns];
}

/** One line for each row: the first error in full, further ones in its reason, and behind them the row as it came. */
export function correctionLine(importJobId: string, { row, line, errors, cells }: OpenRow): string[] {
  const [first, ...more] = errors ?? [];
  const reason = [first?.detail ?? '', ...more.map(({ detail }) => detail)].join('; ');
  return [importJobId, String(row), String(line), first?.code ?? '', first?.column ?? '', first?.value ?? '', reason, ...(cells ?? [])];
}

/** Whether the columns of a file are those of a correction file. */
export function isCorrectionFile(columns: readonly string[]): boolean {
  return columns.includes(ownColumns[0]) && columns.includes(ownColumns[1]);
}

/** `isNumber`: whether the correction file itself marks the cell of a column as a number. */
export type ReadCorrection = { importJobId: string; row: number; cellOf: (column: string) => string | undefined; isNumber: (column: string) => boolean };

/** Reads lines of a correction file, whichever order its columns are in by now. */
export function correctionReader(header: readonly string[]): (cells: readonly string[], numbers?: NumberCells) => ReadCorrection {
  const index = new Map(header.map((name, at) => [name, at]));
  return (cells, numbers) => {
    const placeOf = (name: string) => index.get(name) ?? -1;
    const at = (name: string) => cells[placeOf(name)];
    return {
      importJobId: (at(ownColumns[0]) ?? '').trim(),
      row: Number((at(ownColumns[1]) ?? '').trim() || NaN),
      cellOf: (column) => at(column) ?? at(escapeFormulas(column)),
      isNumber: (column) => numbers?.[index.get(column) ?? placeOf(escapeFormulas(column))] === true,
    };
  };
}

const guarded = /^'(?=\s*[=+\-@＝＋－＠\t\r\n])/u;

/** A cell as it was meant: without the apostrophe that kept a spreadsheet from running it. */
export function asMeant(given: string, stored: string): string {
  if (given === stored || given === escapeFormulas(stored)) return stored;
  return given.replace(guarded, '');
}
