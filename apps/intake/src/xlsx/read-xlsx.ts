import { BatchAssembler, type BatchOptions } from '../rows/batch-assembler.ts';
import type { RawRow, RowBatch } from '../rows/source-row.ts';
import { readSheet } from './read-sheet.ts';
import { Workbook, type Sheet } from './workbook.ts';
import { workbookFault } from './workbook.errors.ts';

export type XlsxOptions = BatchOptions & {
  /** The name of the sheet. */
  sheet: string;
  /** Errors such as `#N/A` that a cell may hold: it is then handed out as that text. Any other rejects its row. */
  emptyErrors?: readonly string[];
};

const clean = { damaged: false, nul: false };

/** Reads the rows of one sheet of a workbook. `headerRow` is the number that Excel shows beside the row. */
export async function* readXlsx(source: AsyncIterable<Uint8Array>, options: XlsxOptions): AsyncGenerator<RowBatch> {
  const workbook = await Workbook.open(source);
  try {
    yield* batchesOf(workbook, sheetNamed(workbook, options.sheet), options);
  } finally {
    await workbook.close();
  }
}

async function* batchesOf(workbook: Workbook, sheet: Sheet, options: XlsxOptions): AsyncGenerator<RowBatch> {
  // Rows are picked by their number here, since those without content do not come.
  const assembler = new BatchAssembler({ ...options, headerRow: Math.min(1, options.headerRow) });
  let width = 0;
  for await (const { rows, share } of readSheet(workbook, sheet, options)) {
    const bytesRead = Math.min(workbook.byteSize, Math.round(share * workbook.byteSize));
    for (const row of rows) {
      if (row.line < options.headerRow) continue;
      if (width === 0 && row.line > options.headerRow && options.headerRow > 0) throw workbookFault('broken-header', `row ${options.headerRow}, which is to name the columns, is empty`);
      width ||= row.cells.length;
      const full = assembler.add(padded(row, width), clean);
      if (full) yield { ...full, bytesRead };
    }
  }
  const rest = assembler.end();
  if (rest) yield { ...rest, bytesRead: workbook.byteSize };
}

/** A row that ends early has empty cells there. */
function padded(row: RawRow, width: number): RawRow {
  while (row.cells.length < width) row.cells.push('');
  return row;
}

function sheetNamed({ sheets }: Workbook, name: string): Sheet {
  const sheet = sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw workbookFault('sheet-not-found', `it has no sheet "${name.slice(0, 100)}"; there is ${sheets.slice(0, 10).map((known) => `"${known.name}"`).join(', ') || 'none'}`);
  return sheet;
}
