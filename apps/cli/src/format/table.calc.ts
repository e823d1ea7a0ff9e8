export type Column<R> = { title: string; value: (row: R) => string; align?: 'left' | 'right'; maxWidth?: number };

/** A plain table: columns as wide as they need, control characters made visible so that data cannot drive the terminal. */
export function table<R>(rows: readonly R[], columns: readonly Column<R>[]): string {
  const cells = rows.map((row) => columns.map((column) => shorten(printable(column.value(row)), column.maxWidth)));
  const widths = columns.map(({ title }, index) => Math.max(title.length, ...cells.map((line) => [...(line[index] ?? '')].length)));
  const line = (values: string[]) => values.map((value, index) => pad(value, widths[index] ?? 0, columns[index]?.align)).join('  ').trimEnd();
  return [line(columns.map(({ title }) => title)), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join('\n');
}

/** Control and formatting characters, escaped: a name from a file may hold anything. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - [...text].length));
  return align === 'right' ? space + text : text + space;
}

function shorten(text: string, maxWidth = Number.POSITIVE_INFINITY): string {
  const characters = [...text];
  return characters.length > maxWidth ? `${characters.slice(0, maxWidth - 1).join('')}…` : text;
}

/** `29658910` as `29,658,910`, whatever follows the decimal point untouched. */
export function grouped(number: string | number | bigint): string {
  const [whole = '', fraction] = String(number).split('.');
  return whole.replaceAll(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}

/** `0.9846` as `98.5 %`. */
export function percent(share: string | null): string {
  return share === null ? 'unknown' : `${(Number(share) * 100).toFixed(1)} %`;
}
