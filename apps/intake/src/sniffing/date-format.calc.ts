import { readDate } from '../values/read-date.calc.ts';
import type { Candidate } from './readings.calc.ts';

const formats = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYY.MM.DD', ...['/', '-', '.'].flatMap((mark) => ['DD MM', 'MM DD', 'D M', 'M D'].map((order) => `${order.replace(' ', mark)}${mark}YYYY`))];

/** The ways to write dates that are known: the international one first, days before months, two digits before one. */
export const dateCandidates: readonly Candidate<string>[] = formats.map((value) => ({ value, read: readDate(value) }));

const time = /[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** The date before a time of day, or undefined where there is no time. */
export function dateBeforeTime(cell: string): string | undefined {
  return time.test(cell) ? cell.replace(time, '') : undefined;
}

/** Whether a format begins with the day of the month. */
export function isDayFirst(format: string): boolean {
  return format.startsWith('D');
}
