import { groupSeparators, decimalSeparators, type NumberFormat } from '@kairos/contracts';
import { readNumber } from '../values/read-number.calc.ts';
import type { Candidate } from './readings.calc.ts';

const formats: readonly NumberFormat[] = groupSeparators.flatMap((groupSeparator) =>
  decimalSeparators.filter((decimalSeparator) => decimalSeparator !== groupSeparator).map((decimalSeparator) => ({ decimalSeparator, groupSeparator })),
);

/** The ways to write decimal numbers that are known, the plainest first. */
export const numberCandidates: readonly Candidate<NumberFormat>[] = formats.map((value) => ({ value, read: readNumber(value) }));

/** What a format looks like: `1.234,5`. */
export function exampleOf({ decimalSeparator, groupSeparator }: NumberFormat): string {
  return `1${groupSeparator}234${decimalSeparator}5`;
}

const currency = /^(?:€|EUR|\$|USD|£|GBP|CHF)\s*|\s*(?:€|EUR|\$|USD|£|GBP|CHF)$/g;
/** A number without the sign of its currency, or undefined where there is none. */
export function withoutCurrency(cell: string): string | undefined {
  const bare = cell.replace(currency, '');
  return bare === cell ? undefined : bare;
}

/** A number without its sign of per cent, or undefined where there is none. */
export function withoutPercent(cell: string): string | undefined {
  return cell.endsWith('%') ? cell.slice(0, -1).trimEnd() : undefined;
}
