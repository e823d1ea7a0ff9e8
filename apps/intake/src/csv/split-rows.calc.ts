import { rowLimits } from '../rows/limits.ts';
import type { RawRow } from '../rows/source-row.ts';
import { indexOrEnd, lineContent, readQuotedRow } from './read-quoted-row.calc.ts';
import type { CsvShape, ReadRow } from './read-quoted-row.calc.ts';

/**
 * Splits text that arrives in pieces into rows of cells. A broken quote or an endless row costs the line it stands in:
 * reading goes on with the next line, so that no row hides behind another.
 */
export class RowSplitter {
  #text = '';
  #line = 1;
  #skipping = false;

  constructor(
    private readonly shape: CsvShape,
    private readonly maxRowLength = rowLimits.maxRowLength,
  ) {}

  push(text: string): RawRow[] {
    this.#text += this.#skipping ? this.#restOfSkippedRow(text) : text;
    const rows = this.#take(false);
    while (this.#text.length > this.maxRowLength) {
      rows.push(this.#giveUpOnRow());
      rows.push(...this.#take(false));
    }
    return rows;
  }

  end(): RawRow[] {
    return this.#take(true);
  }

  #take(last: boolean): RawRow[] {
    const { lineEnd, quote, delimiter } = this.shape;
    // A closing quote is known by what follows it, so text behind the last line end waits for more.
    const text = last ? this.#text : this.#text.slice(0, this.#text.lastIndexOf(lineEnd) + 1);
    const rows: RawRow[] = [];
    let at = 0;
    let quoteAt = -1;
    while (at < text.length) {
      const stop = indexOrEnd(text, lineEnd, at);
      if (quoteAt < at) quoteAt = indexOrEnd(text, quote, at);
      const plain = quoteAt >= stop;
      const row = plain
        ? { cells: lineContent(text, at, stop, lineEnd).split(delimiter), end: Math.min(stop + 1, text.length) }
        : readQuotedRow(text, at, this.shape, last);
      if (!row) break;
      rows.push(this.#place(text, at, row));
      this.#line += plain ? 1 : countOf(text, lineEnd, at, row.end);
      at = row.end;
    }
    this.#text = this.#text.slice(at);
    return rows;
  }

  #place(text: string, start: number, { cells, end, fault }: ReadRow): RawRow {
    const row = { line: this.#line, cells, length: end - start };
    if (!fault) return row;
    const line = this.#line + countOf(text, this.shape.lineEnd, start, fault.openedAt);
    return { ...row, fault: { code: fault.code, line, cell: fault.cell } };
  }

  /** The row at the start of the text does not end in time: an open quote costs its line, anything else is skipped. */
  #giveUpOnRow(): RawRow {
    const text = this.#text;
    const row = readQuotedRow(text, 0, this.shape, true);
    if (row?.fault && row.end < text.length) {
      const placed = this.#place(text, 0, row);
      this.#line += countOf(text, this.shape.lineEnd, 0, row.end);
      this.#text = text.slice(row.end);
      return placed;
    }
    this.#text = '';
    this.#skipping = true;
    return { line: this.#line, cells: [], length: text.length, fault: { code: 'row-too-long', line: this.#line, cell: row?.cells.length ?? 1 } };
  }

  #restOfSkippedRow(text: string): string {
    const stop = text.indexOf(this.shape.lineEnd);
    if (stop === -1) return '';
    this.#skipping = false;
    this.#line += 1;
    return text.slice(stop + 1);
  }
}

function countOf(text: string, part: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf(part, start); at !== -1 && at < end; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}
