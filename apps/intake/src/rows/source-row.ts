import type { RowError } from '@kairos/contracts';

/** Why a row cannot be trusted as it stands in the file, and at which line and cell (both from 1) that shows. */
export type RawFault = {
  code:
    | 'unclosed-quote' | 'stray-quote' | 'row-too-long'
    | 'error-cell' | 'formula-without-value' | 'broken-cell' | 'number-too-long' | 'no-number' | 'no-date'
    | 'invalid-json' | 'no-object' | 'unknown-key' | 'duplicate-key' | 'invalid-encoding' | 'too-deep' | 'too-many-keys';
  line: number;
  cell: number;
  /** What the cell is called where the columns do not tell. */
  name?: string;
};

/** Which cells the file itself marks as numbers: these are written with a decimal point, whatever the language. */
export type NumberCells = readonly boolean[];

/** A row as the reader of a format hands it out: the line it starts on, its cells as text, and how much text that is. */
export type RawRow = { line: number; cells: string[]; length: number; numbers?: NumberCells; fault?: RawFault };

/** One row of the file: numbered from 1 behind the header, with the line it starts on. */
export type SourceRow = { row: number; line: number; cells: string[]; blank: boolean; numbers?: NumberCells; fault?: RowError };

/**
 * Rows in file order, as many as the size of a batch allows. `bytesRead` tells how far into the file they reach. The
 * first batch comes even when the file holds no rows, to tell the columns.
 */
export type RowBatch = { columns: readonly string[]; rows: SourceRow[]; bytesRead: number };
