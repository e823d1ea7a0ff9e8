import { delimiters, type Delimiter } from '@kairos/contracts';
import type { Random } from './random.builder.ts';

export const injuries = ['none', 'unclosed-quote', 'text-behind-quote', 'quote-inside', 'blank-behind-quote', 'any-characters'] as const;
export type Injury = (typeof injuries)[number];

/** A CSV file, and what whoever wrote it meant: undefined where an injury leaves that open. */
export type WrittenTable = { text: string; cells: string[][] | undefined; delimiter: Delimiter; newline: '\n' | '\r\n' | '\r'; injury: Injury };

const letters = ['a', 'b', 'Z', '0', '7', '.', '-', ' ', 'é', 'ß', '漢', '😀', 'ä', '\u00a0', '=', "'"];
const special = ['"', '""', ',', ';', '\t', '|', '\n', '\r\n', '\r', ' "', '" '];

/** A file of some rows as one of the many programs that write CSV might have made it, or somebody by hand. */
export function writtenTable(random: Random): WrittenTable {
  const delimiter = random.pick(delimiters);
  const newline = random.pick(['\n', '\r\n', '\r'] as const);
  const width = 1 + random.below(6);
  const tamer = random.next() < 0.5;
  const cell = () => (random.next() < 0.15 ? '' : random.list(random.below(9), () => random.pick(!tamer && random.next() < 0.25 ? special : letters)).join(''));
  const cells = random.list(random.below(12) + 1, () => random.list(random.next() < 0.05 ? 1 + random.below(7) : width, cell));
  if (random.next() < 0.1) cells.splice(random.below(cells.length + 1), 0, ['']);
  const always = random.next() < 0.2;
  const lines = cells.map((row) => row.map((content) => quoted(content, delimiter, always || random.next() < 0.1)));
  const injury = random.next() < 0.7 ? 'none' : random.pick(injuries);
  const meant = injure(random, { lines, cells, delimiter, injury });
  const end = random.next() < 0.85 ? newline : '';
  const text = lines.map((row) => row.join(delimiter)).join(newline) + end;
  // A last line that holds nothing and has no end is not there.
  const mark = random.next() < 0.1 ? '\uFEFF' : '';
  if (injury === 'any-characters') return { text: mark + anyText(random, text), cells: undefined, delimiter, newline, injury };
  return { text: mark + text, cells: end === '' && lines.at(-1)?.join(delimiter) === '' ? meant?.slice(0, -1) : meant, delimiter, newline, injury };
}

function quoted(content: string, delimiter: string, anyway: boolean): string {
  const needed = anyway || content.startsWith('"') || /["\r\n\uFEFF]/.test(content) || content.includes(delimiter);
  return needed ? `"${content.replaceAll('"', '""')}"` : content;
}

/** Does to one of the written cells what goes wrong in the world. @returns what was meant, if that can still be told */
function injure(random: Random, { lines, cells, delimiter, injury }: { lines: string[][]; cells: string[][]; delimiter: string; injury: Injury }): string[][] | undefined {
  const row = random.below(lines.length);
  const at = random.below(lines[row]?.length ?? 1);
  const set = (written: string, content: string) => {
    (lines[row] as string[])[at] = written;
    (cells[row] as string[])[at] = content;
  };
  const content = (cells[row]?.[at] ?? '').replaceAll(/["\r\n]/g, '');
  if (injury === 'unclosed-quote') set(`"${content}`, content);
  if (injury === 'text-behind-quote') set(`"${content}"x`, content);
  if (injury === 'blank-behind-quote') set(`"${content}"${delimiter === '\t' ? ' ' : random.pick([' ', '\t', '  '])}`, content);
  if (injury === 'quote-inside') {
    const inside = `x${content.replaceAll(delimiter, '')}"y`;
    set(inside, inside);
  }
  return injury === 'unclosed-quote' || injury === 'text-behind-quote' ? undefined : cells;
}

function anyText(random: Random, text: string): string {
  const characters = [...text];
  for (let change = 1 + random.below(4); change > 0; change -= 1) characters.splice(random.below(characters.length + 1), random.below(2), random.pick(special));
  return characters.join('');
}
