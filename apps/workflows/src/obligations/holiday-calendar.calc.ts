import type { Holiday, HolidayCalendar, LocalText, Shift } from '@kairos/contracts';
import { addDays, dateIn, weekdayOf } from './plain-date.calc.ts';

const saturday = 6;
const sunday = 0;

/** Easter Sunday of a Gregorian year, by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return dateIn(year, `${month}-${day}`);
}

/** The holiday kept on a date, or undefined. A Sunday is no holiday by itself. */
export function holidayOn(calendar: HolidayCalendar, date: string): LocalText | undefined {
  const year = Number(date.slice(0, 4));
  return calendar.holidays.find((holiday) => year >= (holiday.since ?? year) && fallsOn(holiday, date, year))?.name;
}

function fallsOn(holiday: Holiday, date: string, year: number): boolean {
  return 'on' in holiday ? date.endsWith(holiday.on) : addDays(easterSunday(year), holiday.daysAfterEaster) === date;
}

/** Where a nominal date moves under a shift rule: itself, or the first day after it that counts. */
export function shifted(calendar: HolidayCalendar, date: string, shift: Shift): string {
  if (shift === 'none') return date;
  const weekday = weekdayOf(date);
  const passed = weekday === sunday || (weekday === saturday && shift === 'nextWorkingDay') || holidayOn(calendar, date) !== undefined;
  return passed ? shifted(calendar, addDays(date, 1), shift) : date;
}
