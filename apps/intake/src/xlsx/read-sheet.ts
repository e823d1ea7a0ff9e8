import { rowLimits, type RowLimits } from '../rows/limits.ts';
import type { RawRow } from '../rows/source-row.ts';
import { XmlReader } from './read-xml.ts';
import { SheetParser } from './sheet-parser.ts';
import type { Sheet, Workbook } from './workbook.ts';

export type SheetOptions = { limits?: RowLimits | undefined; emptyErrors?: readonly string[] | undefined };

/** The rows of a sheet, as they come out of it; `share` is how much of the sheet has been read, up to 1. */
export async function* readSheet(workbook: Workbook, sheet: Sheet, { limits = rowLimits, emptyErrors = [] }: SheetOptions = {}): AsyncGenerator<{ rows: RawRow[]; share: number }> {
  const parser = new SheetParser({ ...surroundings(workbook), emptyErrors: new Set(emptyErrors) }, limits, workbook.limits.maxTextLength);
  const reader = new XmlReader(parser, workbook.limits.maxTextLength);
  const size = workbook.archive.unpackedSize(sheet.part);
  for await (const { text, bytes } of workbook.archive.pieces(sheet.part)) {
    reader.push(text);
    yield { rows: parser.take(), share: bytes / Math.max(1, size) };
  }
  reader.end();
}

function surroundings({ formats, sharedStrings, from1904 }: Workbook) {
  return { formats, sharedStrings, from1904 };
}
