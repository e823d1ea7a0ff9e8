import type { SniffResult } from '@kairos/contracts';
import { rowLimits } from '../rows/limits.ts';
import type { RawRow } from '../rows/source-row.ts';
import { readSheet } from '../xlsx/read-sheet.ts';
import { Workbook, type Sheet } from '../xlsx/workbook.ts';
import { workbookTurns } from '../xlsx/workbook-turns.ts';
import { workbookFault } from '../xlsx/workbook.errors.ts';
import { describeTable, type TableFound } from './describe-table.calc.ts';
import { notText } from './not-text.calc.ts';
import { sniffHeader } from './sniff-header.calc.ts';

const rowsLookedAt = 1000;
const sheetsLookedAt = 20;

type SheetHead = { sheet: Sheet; rows: RawRow[]; width: number; table: boolean; headerRow: SniffResult['headerRow'] };
type Chosen = { head: SheetHead; found: NonNullable<SniffResult['sheet']> };

/** Tells of a workbook which sheet holds a table, and what is in it. */
export async function sniffWorkbook(bytes: AsyncIterable<Uint8Array>): Promise<SniffResult> {
  const leave = await workbookTurns.take();
  try {
    return await inWorkbook(bytes);
  } finally {
    leave();
  }
}

async function inWorkbook(bytes: AsyncIterable<Uint8Array>): Promise<SniffResult> {
  const workbook = await Workbook.open(bytes);
  try {
    const heads: SheetHead[] = [];
    for (const sheet of workbook.sheets.slice(0, sheetsLookedAt)) heads.push(await headOf(workbook, sheet));
    const { head, found } = chosenSheet(heads);
    const sheets = workbook.sheets.map(({ name, hidden }, index) => ({ name, hidden, headerRow: heads[index]?.headerRow.value ?? 1 }));
    return { ...notText('xlsx', 'it is a workbook'), sheet: found, sheets, headerRow: head.headerRow, ...tableOf(head) };
  } finally {
    await workbook.close();
  }
}

function chosenSheet(heads: readonly SheetHead[]): Chosen {
  const shown = heads.filter(({ sheet }) => !sheet.hidden);
  const at = shown.findIndex(({ table }) => table);
  const table = shown[at];
  if (table) return { head: table, found: { value: table.sheet.name, confidence: at === 0 ? 1 : 0.9, reason: at === 0 ? 'its first sheet holds a table' : `no table in the sheets before it (${at})` } };
  const head = shown.reduce<SheetHead | undefined>((most, other) => (most && most.rows.length >= other.rows.length ? most : other), undefined);
  if (!head) throw workbookFault('no-sheet', 'it has no sheet that is shown');
  return { head, found: { value: head.sheet.name, confidence: 0.4, reason: 'no sheet looks like a table; this one holds the most rows' } };
}

/** Rows that end early have empty cells there, as they are read later on. */
function tableOf({ rows, width, headerRow }: SheetHead): TableFound {
  const header = rows.findIndex(({ line }) => line === headerRow.value) + 1;
  const start = header === 0 ? firstOfTable(rows, width) : 0;
  const cells = rows[start + Math.max(0, header - 1)]?.cells.length ?? 0;
  const padded = rows.map((row) => (row.cells.length < cells ? { ...row, cells: [...row.cells, ...Array<string>(cells - row.cells.length).fill('')] } : row));
  return describeTable(padded.slice(start), header, rowLimits);
}

async function headOf(workbook: Workbook, sheet: Sheet): Promise<SheetHead> {
  const rows: RawRow[] = [];
  for await (const piece of readSheet(workbook, sheet)) {
    rows.push(...piece.rows.slice(0, rowsLookedAt - rows.length));
    if (rows.length >= rowsLookedAt) break;
  }
  const width = Math.max(0, ...rows.map(filled));
  const start = firstOfTable(rows, width);
  const below = rows.slice(start + 1);
  const agreeing = below.filter((row) => filled(row) > width / 2).length;
  const headerRow = sniffHeader(rows, width, (index) => rows[index]?.line ?? 1);
  return { sheet, rows, width, headerRow, table: width > 1 && below.length > 0 && agreeing >= below.length / 2 };
}

function firstOfTable(rows: readonly RawRow[], width: number): number {
  return Math.max(0, rows.findIndex((row) => filled(row) >= width * 0.6));
}

function filled({ cells }: RawRow): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}
