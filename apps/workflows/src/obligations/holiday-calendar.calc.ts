import type { Holiday, HolidayCalendar, LocalText, Shift } from '@kairos/contracts';
import { patronDayIn, patronOf, type Place } from './patron-day.calc.ts';
import { addDays, easterSunday, weekdayOf } from './plain-date.calc.ts';

const saturday = 6;
const sunday = 0;

/** The holiday kept on a date, or undefined. A Sunday is no holiday by itself. */
export function holidayOn(calendar: HolidayCalendar, date: string): LocalText | undefined {
  const year = Number(date.slice(0, 4));
  return calendar.holidays.find((holiday) => year >= (holiday.since ?? year) && fallsOn(holiday, date, year))?.name;
}

function fallsOn(holiday: Holiday, date: string, year: number): boolean {
  return 'on' in holiday ? date.endsWith(holiday.on) : addDays(easterSunday(year), holiday.daysAfterEaster) === date;
}

/**
 * Where a nominal date moves under a shift rule: itself, or the first day after it that counts.
 *
 * @param closedFor where the office is whose patron saint's day is passed over too; nowhere for offices that keep none
 */
export function shifted(calendar: HolidayCalendar, date: string, shift: Shift, closedFor: Place = {}): string {
  if (shift === 'none') return date;
  const patron = patronOf(calendar, closedFor);
  let day = date;
  while (isPassedOver(calendar, day, shift) || (patron && patronDayIn(patron, Number(day.slice(0, 4))) === day)) day = addDays(day, 1);
  return day;
}

function isPassedOver(calendar: HolidayCalendar, date: string, shift: Shift): boolean {
  const weekday = weekdayOf(date);
  return weekday === sunday || (weekday === saturday && shift === 'nextWorkingDay') || holidayOn(calendar, date) !== undefined;
}
