import { readCsv, type CsvOptions } from '../csv/read-csv.ts';
import type { RowBatch } from '../rows/source-row.ts';

/** How the rows of a file are read; what else there is to say depends on its format. */
export type RowOptions = { format: 'csv' } & CsvOptions;

/**
 * Reads the rows of a file of any format from its bytes, batch by batch, without ever holding the whole of it. Rows that
 * cannot be trusted come with a fault; a file that cannot be read on raises `FileFault`.
 */
export function readRows(bytes: AsyncIterable<Uint8Array>, options: RowOptions): AsyncGenerator<RowBatch> {
  return readCsv(bytes, options);
}
