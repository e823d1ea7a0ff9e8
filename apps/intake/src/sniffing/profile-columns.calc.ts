import type { ColumnProfile, NumberFormat } from '@kairos/contracts';
import { dateCandidates, isDayFirst } from './date-format.calc.ts';
import { numberCandidates, exampleOf } from './number-format.calc.ts';
import { typeOf, type TypedCells } from './column-type.calc.ts';
import { weighReadings, type Candidate, type Readings } from './readings.calc.ts';

/** Formats of at least this confidence are taken without asking. */
export const sureEnough = 0.7;
const mostRows = 1000;
/** Every cell is held against some forty formats while other requests wait, so a wide file shows fewer of its rows. */
const mostCells = 20_000;
const fewestRows = 20;
/** A stray number in a column of text says nothing of how numbers are written elsewhere. */
const cellsThatTell = 0.9;

type Column = { name: string; cells: number; filled: string[]; typed: TypedCells };
type Format<T> = { value: T; confidence: number; reason: string };

/** What the columns of some rows are, and how their numbers and dates are written. A column in doubt is read as the others are. */
export function profileColumns(columns: readonly string[], rows: readonly (readonly string[])[], isEmpty = (cell: string): boolean => cell === ''): ColumnProfile[] {
  const sample = rows.slice(0, Math.min(mostRows, Math.max(fewestRows, Math.floor(mostCells / columns.length))));
  const read = columns.map((name, index): Column => {
    const filled = sample.map((row) => (row[index] ?? '').trim()).filter((cell) => !isEmpty(cell));
    return { name, cells: sample.length, filled, typed: typeOf(filled) };
  });
  const decimal = agreedOn(read, 'numbers', numberCandidates, ({ decimalSeparator }) => decimalSeparator);
  const order = agreedOn(read, 'dates', dateCandidates, isDayFirst);
  return read.map(({ name, cells, filled, typed }) => ({
    name, cells, emptyCells: cells - filled.length, type: typed.type,
    numberFormat: formatOf(typed.numbers, numberCandidates, decimal && { is: ({ decimalSeparator }: NumberFormat) => decimalSeparator === decimal.value, like: decimal.column }, exampleOf),
    dateFormat: formatOf(typed.dates, dateCandidates, order && { is: (format: string) => isDayFirst(format) === order.value, like: order.column }, (format) => format),
  }));
}

/** What all columns that leave no doubt have in common, with one of them, or undefined where they differ or none tells. */
function agreedOn<T, A>(columns: readonly Column[], what: 'numbers' | 'dates', candidates: readonly Candidate<T>[], aspect: (value: T) => A): { value: A; column: string } | undefined {
  const telling = columns.flatMap(({ name, filled, typed }) => {
    const found = typed[what].length >= cellsThatTell * filled.length ? weighReadings(candidates, typed[what]) : undefined;
    if (!found || found.doubt !== undefined) return [];
    const aspects = new Set(found.rivals.map(({ value }) => aspect(value)));
    return aspects.size === 1 ? [{ value: [...aspects][0] as A, column: name }] : [];
  });
  return new Set(telling.map(({ value }) => value)).size === 1 ? telling[0] : undefined;
}

function formatOf<T>(cells: readonly string[], candidates: readonly Candidate<T>[], others: { is: (value: T) => boolean; like: string } | undefined, show: (value: T) => string): Format<T> | null {
  const found = weighReadings(candidates, cells);
  if (!found) return null;
  if (found.doubt === undefined) return { value: found.best.value, confidence: found.share, reason: `${Math.round(found.share * 100)} % of the cells are written like ${show(found.best.value)}` };
  const alike = others && weighReadings(found.rivals.filter(({ value }) => others.is(value)), cells);
  if (others && alike && alike.doubt === undefined) return { value: alike.best.value, confidence: 0.8, reason: `"${found.doubt}" may be read in two ways; taken as column "${others.like}" is written` };
  return { value: found.best.value, confidence: 0.5, reason: twoWays(found, found.doubt) };
}

function twoWays<T>({ rivals }: Readings<T>, cell: string): string {
  const meanings = [...new Set(rivals.map((rival) => rival.read(cell) ?? 'nothing'))];
  return `"${cell}" may mean ${meanings.join(' or ')}, and no other cell of the file tells which`;
}
