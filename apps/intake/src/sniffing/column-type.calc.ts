import type { ColumnProfile, ColumnType } from '@kairos/contracts';
import { dateBeforeTime, dateCandidates } from './date-format.calc.ts';
import { numberCandidates, withoutCurrency, withoutPercent } from './number-format.calc.ts';

/** The type of a column's cells, and those of them that are numbers or dates, bare of signs and times, whatever the rest is. */
export type TypedCells = { type: ColumnProfile['type']; numbers: string[]; dates: string[] };

/** So many of the cells have to be of a type; the others are mistakes that an import will name. */
const mostOf = 0.9;
const isNumber = (cell: string) => numberCandidates.some(({ read }) => read(cell) !== undefined);
const isDate = (cell: string) => dateCandidates.some(({ read }) => read(cell) !== undefined);
const pick = (cells: readonly string[], part: (cell: string) => string | undefined, is: (text: string) => boolean) =>
  cells.flatMap((cell) => {
    const text = part(cell);
    return text !== undefined && is(text) ? [text] : [];
  });

const words = new Set(['true', 'false', 'yes', 'no', 'sì', 'si', 'vero', 'falso', 'y', 'n', 's']);
const plainTypes: readonly { type: ColumnType; is: (cell: string) => boolean; what: string }[] = [
  { type: 'boolean', is: (cell) => words.has(cell.toLowerCase()), what: 'say yes or no' },
  { type: 'email', is: (cell) => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}$/.test(cell), what: 'are e-mail addresses' },
  { type: 'url', is: (cell) => /^https?:\/\/\S+$/i.test(cell), what: 'are addresses of the web' },
  { type: 'phone', is: (cell) => /^\+\d[\d ()/.-]{5,20}\d$/.test(cell), what: 'are telephone numbers' },
];

/** What a column holds, by its filled cells. Digits that a number would lose, such as leading zeros, make it text. */
export function typeOf(cells: readonly string[]): TypedCells {
  const bare = {
    date: pick(cells, (cell) => cell, isDate), dateTime: pick(cells, dateBeforeTime, isDate),
    percentage: pick(cells, withoutPercent, isNumber), currency: pick(cells, withoutCurrency, isNumber), number: pick(cells, (cell) => cell, isNumber),
  };
  const longest = (...parts: string[][]) => parts.reduce((long, part) => (part.length > long.length ? part : long));
  return { type: decide(cells, bare), numbers: longest(bare.number, bare.currency, bare.percentage), dates: longest(bare.date, bare.dateTime) };
}

function decide(cells: readonly string[], bare: Record<'date' | 'dateTime' | 'percentage' | 'currency' | 'number', string[]>): ColumnProfile['type'] {
  if (cells.length === 0) return { value: 'empty', confidence: 1, reason: 'no cell holds anything' };
  const told = (value: ColumnType, hits: readonly string[], what: string) => ({ value, confidence: hits.length / cells.length, reason: `${hits.length} of ${cells.length} cells ${what}` });
  const whole = bare.number.every((cell) => /^-?\d+$/.test(cell));
  const answers = [
    ...plainTypes.map(({ type, is, what }) => told(type, cells.filter(is), what)),
    told('date', bare.date, 'are dates'), told('dateTime', bare.dateTime, 'are dates with a time'),
    told('percentage', bare.percentage, 'are percentages'), told('currency', bare.currency, 'are amounts of money'),
    told(whole ? 'integer' : 'decimal', bare.number, whole ? 'are whole numbers' : 'are numbers'),
  ];
  const found = answers.find(({ confidence }) => confidence >= mostOf);
  if (!found) return { value: 'text', confidence: 1 - bare.number.length / cells.length, reason: `${cells.length - bare.number.length} of ${cells.length} cells are text` };
  const code = found.value === 'integer' || found.value === 'decimal' ? bare.number.find((cell) => /^0\d/.test(cell) || cell.replace(/\D/g, '').length > 15) : undefined;
  return code === undefined ? found : { value: 'text', confidence: 0.9, reason: `a number would not keep "${code}" as it is` };
}
