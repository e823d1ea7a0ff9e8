import { readCsv, type CsvOptions } from '../csv/read-csv.ts';
import type { RowBatch } from '../rows/source-row.ts';

export const plainOptions: CsvOptions = { encoding: 'utf-8', delimiter: ',', quote: '"', lineEnd: '\n', headerRow: 1, batchSize: 500 };

/** The bytes of a text in pieces of a given size, as they come from a file or a socket. */
export async function* inPieces(content: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readAll(content: string | Uint8Array, options: Partial<CsvOptions> = {}, size?: number): Promise<RowBatch[]> {
  const batches: RowBatch[] = [];
  for await (const batch of readCsv(inPieces(content, size), { ...plainOptions, ...options })) batches.push(batch);
  return batches;
}

export async function readRows(content: string | Uint8Array, options: Partial<CsvOptions> = {}, size?: number) {
  return (await readAll(content, options, size)).flatMap(({ rows }) => rows);
}
