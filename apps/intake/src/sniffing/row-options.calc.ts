import { mostBatchRows, type RecipeParse, type SniffResult } from '@kairos/contracts';
import { lineEndOf } from '../csv/line-end.calc.ts';
import type { RowOptions } from '../formats/read-rows.ts';

/** Rows of one chunk: at most this many, and fewer when they are long (in characters), so that a chunk stays a modest request. */
export type ChunkLimits = { batchSize: number; batchLength: number };
export const chunkLimits: ChunkLimits = { batchSize: mostBatchRows, batchLength: 800_000 };

/** How a file is read: as the recipe says and, where that says `auto`, as the sniffer found. */
export function rowOptions(parse: RecipeParse, sniffed: SniffResult, columns: readonly string[], chunk = chunkLimits): RowOptions {
  if (sniffed.format.value === 'xlsx') return workbookOptions(parse, sniffed, columns, chunk);
  if (sniffed.format.value === 'json-lines') return { format: 'json-lines', compression: sniffed.compression.value, encoding: sniffed.encoding.value, ...chunk };
  return {
    format: 'csv',
    compression: sniffed.compression.value,
    encoding: parse.encoding === 'auto' ? sniffed.encoding.value : parse.encoding,
    delimiter: parse.delimiter === 'auto' ? sniffed.delimiter.value : parse.delimiter,
    quote: parse.quote === 'auto' ? sniffed.quote.value : parse.quote,
    lineEnd: lineEndOf(sniffed.lineEnd.value),
    headerRow: parse.headerRow === 'auto' ? headerRowOf(sniffed, columns) : parse.headerRow,
    ...chunk,
  };
}

function workbookOptions(parse: RecipeParse, sniffed: SniffResult, columns: readonly string[], chunk: ChunkLimits): RowOptions {
  const found = sniffed.sheet?.value ?? '';
  const sheet = parse.sheet === 'auto' ? found : parse.sheet;
  const headerRow = sheet === found ? headerRowOf(sniffed, columns) : (sniffed.sheets.find(({ name }) => name === sheet)?.headerRow ?? 1);
  return { format: 'xlsx', compression: 'none', sheet, emptyErrors: parse.emptyValues, headerRow: parse.headerRow === 'auto' ? headerRow : parse.headerRow, ...chunk };
}

/** A first row that holds every column the recipe names is a header, whatever it looked like. */
function headerRowOf({ headerRow, sampleRows }: SniffResult, columns: readonly string[]): number {
  if (headerRow.value > 0) return headerRow.value;
  const cells = new Set((sampleRows[0] ?? []).map((cell) => cell.trim()));
  return columns.every((name) => cells.has(name)) ? 1 : 0;
}
