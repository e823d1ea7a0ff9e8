import type { Delimiter } from '@kairos/contracts';

/** `\n` also reads `\r\n`, and files that mix the two. */
export type LineEnd = '\n' | '\r';
export type CsvShape = { delimiter: Delimiter; quote: '"' | "'"; lineEnd: LineEnd };

export type QuoteFault = { code: 'unclosed-quote' | 'stray-quote'; openedAt: number; cell: number };
export type ReadRow = { cells: string[]; end: number; fault?: QuoteFault };

type Cell = { content: string; end: number };

/** The content between two line ends without the carriage return of a `\r\n`; one at the end of the text ends no line. */
export function lineContent(text: string, start: number, stop: number, lineEnd: LineEnd): string {
  return text.slice(start, contentStop(text, start, stop, lineEnd));
}

function contentStop(text: string, start: number, stop: number, lineEnd: LineEnd): number {
  return lineEnd === '\n' && stop < text.length && text[stop - 1] === '\r' && stop > start ? stop - 1 : stop;
}

/** Where the content of the line ends that goes on at `from`. */
function lineStop(text: string, from: number, lineEnd: LineEnd): number {
  return contentStop(text, from, indexOrEnd(text, lineEnd, from), lineEnd);
}

export function indexOrEnd(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at === -1 ? text.length : at;
}

/**
 * Reads the row at `start`, in which quotes occur (RFC 4180; blanks behind a closing quote are forgiven). A broken
 * quote ends the row with the line it opens in. `undefined`: a quoted cell goes on behind the end of `text`.
 */
export function readQuotedRow(text: string, start: number, shape: CsvShape, last: boolean): ReadRow | undefined {
  const cells: string[] = [];
  const delimiter = shape.delimiter.charCodeAt(0);
  let at = start;
  let stop = -1;
  for (;;) {
    let end: number;
    if (text[at] === shape.quote) {
      const cell = readQuotedCell(text, at, shape);
      if (cell === 'unclosed-quote' && !last) return undefined;
      if (typeof cell === 'string') return brokenRow(text, start, shape, { code: cell, openedAt: at, cell: cells.length + 1 });
      cells.push(cell.content);
      end = cell.end;
    } else {
      // Where the line ends is found once, and again behind a quoted cell that goes over lines.
      if (stop < at) stop = lineStop(text, at, shape.lineEnd);
      end = at;
      while (end < stop && text.charCodeAt(end) !== delimiter) end += 1;
      cells.push(text.slice(at, end));
    }
    if (text.charCodeAt(end) !== delimiter) return { cells, end: Math.min(afterLineEnd(text, end, shape), text.length) };
    at = end + 1;
  }
}

function readQuotedCell(text: string, openedAt: number, { delimiter, quote, lineEnd }: CsvShape): Cell | QuoteFault['code'] {
  let doubled = false;
  let closed = text.indexOf(quote, openedAt + 1);
  while (closed !== -1 && text[closed + 1] === quote) {
    doubled = true;
    closed = text.indexOf(quote, closed + 2);
  }
  if (closed === -1) return 'unclosed-quote';
  let end = closed + 1;
  while ((text[end] === ' ' || text[end] === '\t') && text[end] !== delimiter) end += 1;
  const next = text[end];
  const ends = next === undefined || next === delimiter || next === lineEnd || (next === '\r' && (text[end + 1] ?? '\n') === '\n');
  if (!ends) return 'stray-quote';
  const content = text.slice(openedAt + 1, closed);
  return { content: doubled ? content.replaceAll(quote + quote, quote) : content, end };
}

function afterLineEnd(text: string, at: number, { lineEnd }: CsvShape): number {
  return at + (lineEnd === '\n' && text[at] === '\r' ? 2 : 1);
}

function brokenRow(text: string, start: number, { delimiter, lineEnd }: CsvShape, fault: QuoteFault): ReadRow {
  const stop = indexOrEnd(text, lineEnd, fault.openedAt);
  return { cells: lineContent(text, start, stop, lineEnd).split(delimiter), end: Math.min(stop + 1, text.length), fault };
}
