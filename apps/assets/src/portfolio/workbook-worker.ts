import { parentPort } from 'node:worker_threads';
import writeXlsx from 'write-excel-file/node';
import type { TableCell } from './plant-table.calc.ts';

/** A thread that makes one workbook of the rows it is sent, the head first, and answers with its bytes once it is told that these were all. */
const rows: TableCell[][] = [];

parentPort?.on('message', (message: TableCell[][] | 'made of these') => {
  if (message !== 'made of these') rows.push(...message);
  else void write();
});

async function write(): Promise<void> {
  const [head = [], ...body] = rows;
  const table = [head.map((value) => ({ value: String(value), type: String, fontWeight: 'bold' as const })), ...body.map((row) => row.map(sheetCell))] as ReturnType<typeof sheetCell>[][];
  const workbook = new Uint8Array(await writeXlsx(table, { sheet: 'plants' }).toBuffer());
  parentPort?.postMessage(workbook, [workbook.buffer]);
}

function sheetCell(cell: TableCell) {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  return typeof cell === 'boolean' ? { value: cell, type: Boolean } : { value: cell, type: String };
}
