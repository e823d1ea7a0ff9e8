import type { ColumnProfile, NumberFormat } from '@kairos/contracts';
import type { NumberCells } from '../rows/source-row.ts';
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

type Column = { name: string; cells: number; filled: string[]; typed: TypedCells; marked: boolean; written: string[] };
type Format<T> = { value: T; confidence: number; reason: string };

/**
 * What the columns of some rows are, and how their numbers and dates are written. A column in doubt is read as the others
 * are; `numbers` tells of each row which cells the file marks as numbers, which leaves no doubt.
 */
export function profileColumns(columns: readonly string[], rows: readonly (readonly string[])[], isEmpty = (cell: string): boolean => cell === '', numbers: readonly (NumberCells | undefined)[] = []): ColumnProfile[] {
  const sample = rows.slice(0, Math.min(mostRows, Math.max(fewestRows, Math.floor(mostCells / columns.length))));
  const read = columns.map((name, index): Column => {
    const present = sample.map((row, at) => ({ cell: (row[index] ?? '').trim(), marked: numbers[at]?.[index] === true })).filter(({ cell }) => !isEmpty(cell));
    const filled = present.map(({ cell }) => cell);
    return { name, cells: sample.length, filled, typed: typeOf(filled), marked: present.some(({ marked }) => marked), written: present.flatMap(({ cell, marked }) => (marked ? [] : [cell])) };
  });
  const decimal = agreedOn(read, 'numbers', numberCandidates, ({ decimalSeparator }) => decimalSeparator);
  const order = agreedOn(read, 'dates', dateCandidates, isDayFirst);
  return read.map(({ name, cells, filled, typed, marked, written }) => ({
    name, cells, emptyCells: cells - filled.length, type: typed.type,
    numberFormat: marked ? markedFormat(written) : formatOf(typed.numbers, numberCandidates, decimal && { is: ({ decimalSeparator }: NumberFormat) => decimalSeparator === decimal.value, like: decimal.column }, exampleOf),
    dateFormat: formatOf(typed.dates, dateCandidates, order && { is: (format: string) => isDayFirst(format) === order.value, like: order.column }, (format) => format),
  }));
}

/** Numbers that the file marks as such need no format, so the column is read as the texts among them are written, which may leave a doubt. */
function markedFormat(written: readonly string[]): Format<NumberFormat> {
  const value: NumberFormat = { decimalSeparator: '.', groupSeparator: '' };
  const found = weighReadings(numberCandidates, typeOf(written).numbers);
  if (found && found.doubt === undefined) return { value: found.best.value, confidence: found.share, reason: `the file itself tells its numbers from texts, and these are written like ${exampleOf(found.best.value)}` };
  return found?.doubt === undefined ? { value, confidence: 1, reason: 'the file itself tells its numbers from texts' } : { value, confidence: 0.5, reason: twoWays(found, found.doubt) };
}

/** What all columns that leave no doubt have in common, with one of them, or undefined where they differ or none tells. */
function agreedOn<T, A>(columns: readonly Column[], what: 'numbers' | 'dates', candidates: readonly Candidate<T>[], aspect: (value: T) => A): { value: A; column: string } | undefined {
  const telling = columns.flatMap(({ name, filled, typed, marked }) => {
    if (what === 'numbers' && marked) return [];
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
