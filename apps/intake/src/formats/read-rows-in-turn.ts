import type { RowBatch } from '../rows/source-row.ts';
import { workbookTurns } from '../xlsx/workbook-turns.ts';
import { readRows, type RowOptions } from './read-rows.ts';

/**
 * Reads rows as `readRows` does, for somebody who waits for an answer: of workbooks only a few are open at once, however
 * many ask. While one is open, no other may be asked for.
 */
export async function* readRowsInTurn(bytes: AsyncIterable<Uint8Array>, options: RowOptions): AsyncGenerator<RowBatch> {
  const leave = options.format === 'xlsx' ? await workbookTurns.take() : undefined;
  try {
    yield* readRows(bytes, options);
  } finally {
    leave?.();
  }
}
