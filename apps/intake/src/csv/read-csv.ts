import type { Encoding } from '@kairos/contracts';
import { BatchAssembler, type BatchOptions } from '../rows/batch-assembler.ts';
import type { Suspicion } from '../rows/check-row.calc.ts';
import type { RawRow, RowBatch } from '../rows/source-row.ts';
import { BytesDecoder } from './decode-bytes.calc.ts';
import type { CsvShape } from './read-quoted-row.calc.ts';
import { RowSplitter } from './split-rows.calc.ts';

export type CsvOptions = CsvShape & BatchOptions & { encoding: Encoding };

/**
 * Reads a CSV file from its bytes, never holding more than a batch and one row. Rows that cannot be trusted come with
 * a fault; a file that cannot be read on raises `FileFault`.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>, options: CsvOptions): AsyncGenerator<RowBatch> {
  const assembler = new BatchAssembler(options);
  const decoder = new BytesDecoder(options.encoding);
  const splitter = new RowSplitter(options, options.limits?.maxRowLength);
  const suspicion: Suspicion = { damaged: false, nul: false };
  let bytesRead = 0;
  const look = (text: string): string => {
    suspicion.damaged = decoder.damaged;
    suspicion.nul ||= text.includes('\0');
    return text;
  };
  const batchesOf = function* (rows: RawRow[]): Generator<RowBatch> {
    for (const row of rows) {
      const full = assembler.add(row, suspicion);
      if (full) yield { ...full, bytesRead };
    }
  };
  for await (const chunk of source) {
    bytesRead += chunk.byteLength;
    yield* batchesOf(splitter.push(look(decoder.push(chunk))));
  }
  yield* batchesOf([...splitter.push(look(decoder.end())), ...splitter.end()]);
  const rest = assembler.end();
  if (rest) yield { ...rest, bytesRead };
}
