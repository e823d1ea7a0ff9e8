import Papa from 'papaparse';

/** At the start of a cell, and wherever a spreadsheet that splits by semicolon or tab, as those of half of Europe do, begins one. */
const formula = /(?<=^|[;\t\n]|\r(?!\n))(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r\n])/gu;

/** Rows as CSV text (RFC 4180), each ended by CRLF. Where a spreadsheet would run a formula, an apostrophe stands in front of it; a number is one, whatever its sign. */
export function exportCsv(rows: readonly (readonly (string | number)[])[]): string {
  const safe = rows.map((cells) => cells.map((cell) => (typeof cell === 'number' ? cell : escapeFormulas(cell))));
  return safe.length === 0 ? '' : `${Papa.unparse(safe, { newline: '\r\n' })}\r\n`;
}

/** A cell with an apostrophe in front of what a spreadsheet would run. */
export function escapeFormulas(cell: string): string {
  return cell.replaceAll(formula, "'");
}
