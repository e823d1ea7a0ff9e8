import type { DayKind, HolidayCalendar } from '@kairos/contracts';
import { shifted } from '../obligations/holiday-calendar.calc.ts';
import { addDays } from '../obligations/plain-date.calc.ts';

/** The last day of a term: the day it runs from is not counted (Civil code art. 2963 c. 2). */
export function termEnd(calendar: HolidayCalendar, from: string, days: number, unit: DayKind): string {
  if (unit === 'calendarDays') return addDays(from, days);
  let end = from;
  for (let counted = 0; counted < days; counted += 1) end = shifted(calendar, addDays(end, 1), 'nextWorkingDay');
  return end;
}

/** How many days of a kind lie between two dates, the first not counted; none when the second is not later. */
export function daysBetween(calendar: HolidayCalendar, from: string, to: string, unit: DayKind): number {
  if (to <= from) return 0;
  if (unit === 'calendarDays') return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  let count = 0;
  for (let day = shifted(calendar, addDays(from, 1), 'nextWorkingDay'); day <= to; day = shifted(calendar, addDays(day, 1), 'nextWorkingDay')) count += 1;
  return count;
}
