import { weekdays, type HolidayCalendar, type PatronDay } from '@kairos/contracts';
import { addDays, dateIn, easterSunday, weekdayOf } from './plain-date.calc.ts';

/** Where a plant stands, as far as anybody said. */
export type Place = { municipality?: string | null; province?: string | null };

/**
 * The patron saint's day of a plant's municipality, if the calendar knows it. Names, and what else it is called, are
 * compared without case, accents and punctuation; the province, where both say one, must be the same.
 */
export function patronOf(calendar: HolidayCalendar, { municipality, province }: Place): PatronDay | undefined {
  if (!municipality) return undefined;
  // Where two languages are spoken both names may stand there: `Bolzano/Bozen`, `Bolzano - Bozen`.
  const wanted = [municipality, ...municipality.split(/\/|\s[-\u2013]\s/)].map(plain);
  const isCalled = (patron: PatronDay) => [patron.municipality, ...(patron.aliases ?? [])].some((name) => wanted.includes(plain(name)));
  return calendar.patrons.find((patron) => isCalled(patron) && (!province || patron.province === province.toUpperCase()));
}

/** The date of a patron saint's day in one year. */
export function patronDayIn(patron: PatronDay, year: number): string {
  if ('on' in patron) return dateIn(year, patron.on);
  if ('daysAfterEaster' in patron) return addDays(easterSunday(year), patron.daysAfterEaster);
  const first = dateIn(year, `${patron.month}-1`);
  const untilWeekday = (weekdays.indexOf(patron.weekday) - weekdayOf(first) + 7) % 7;
  return addDays(first, untilWeekday + 7 * (patron.nth - 1) + patron.daysAfter);
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/[^\p{L}]/gu, '').toLowerCase();
}
