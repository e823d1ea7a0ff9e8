import { readCsv, type CsvOptions } from '../csv/read-csv.ts';
import { readJsonLines, type JsonLinesOptions } from '../json-lines/read-json-lines.ts';
import type { RowBatch } from '../rows/source-row.ts';
import { readXlsx, type XlsxOptions } from '../xlsx/read-xlsx.ts';
import { gunzip } from './gunzip.ts';

/** How the rows of a file are read; what else there is to say depends on its format. */
export type RowOptions =
  | ({ format: 'csv'; compression: 'none' | 'gzip' } & CsvOptions)
  | ({ format: 'json-lines'; compression: 'none' | 'gzip' } & JsonLinesOptions)
  | ({ format: 'xlsx'; compression: 'none' } & XlsxOptions);

/**
 * Reads the rows of a file of any format from its bytes, batch by batch, without ever holding the whole of it. Rows that
 * cannot be trusted come with a fault; a file that cannot be read on raises `FileFault`. `bytesRead` counts the bytes
 * of the file as it is stored.
 */
export function readRows(bytes: AsyncIterable<Uint8Array>, options: RowOptions): AsyncGenerator<RowBatch> {
  return options.compression === 'gzip' ? unpackedRows(bytes, options) : rowsOf(bytes, options);
}

function rowsOf(bytes: AsyncIterable<Uint8Array>, options: RowOptions): AsyncGenerator<RowBatch> {
  if (options.format === 'xlsx') return readXlsx(bytes, options);
  return options.format === 'csv' ? readCsv(bytes, options) : readJsonLines(bytes, options);
}

async function* unpackedRows(bytes: AsyncIterable<Uint8Array>, options: RowOptions): AsyncGenerator<RowBatch> {
  let packed = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      packed += chunk.byteLength;
      yield chunk;
    }
  };
  for await (const batch of rowsOf(gunzip(counted()), options)) yield { ...batch, bytesRead: packed };
}
