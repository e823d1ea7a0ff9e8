import { startOfDay } from '../../../lib/zoned-day.calc.ts';

export const readingSpans = ['day', 'week', 'month'] as const;
export type ReadingSpan = (typeof readingSpans)[number];
/** Days of the calendar where the plant is, the last one included, and the instants at which they begin and end there. */
export type ReadingWindow = { firstOn: string; lastOn: string; from: string; to: string; hours: number };

const dayMs = 86_400_000;
const usualDays: Record<ReadingSpan, (firstOn: string) => number> = { day: () => 1, week: () => 7, month: (firstOn) => daysBetween(firstOn, monthsLater(firstOn, 1)) };

/** The day, the week from Monday, or the month that a day lies in. */
export function windowOf(span: ReadingSpan, on: string, timeZone: string): ReadingWindow {
  const firstOn = firstDay(span, on);
  const days = usualDays[span](firstOn);
  const [from, to] = [startOfDay(firstOn, timeZone), startOfDay(daysLater(firstOn, days), timeZone)];
  return { firstOn, lastOn: daysLater(firstOn, days - 1), from, to, hours: (Date.parse(to) - Date.parse(from)) / 3_600_000 };
}

/** By how many hours clocks make a window longer or shorter than its days are. */
export const hoursOff = (span: ReadingSpan, { firstOn, hours }: ReadingWindow): number => hours - usualDays[span](firstOn) * 24;

/** A day of the window before or after. */
export function neighbour(span: ReadingSpan, on: string, by: -1 | 1): string {
  const firstOn = firstDay(span, on);
  return span === 'month' ? monthsLater(firstOn, by) : daysLater(firstOn, by * (span === 'week' ? 7 : 1));
}

function firstDay(span: ReadingSpan, on: string): string {
  if (span === 'month') return `${on.slice(0, 7)}-01`;
  return span === 'week' ? daysLater(on, -((new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7)) : on;
}

const daysLater = (on: string, days: number): string => new Date(Date.parse(`${on}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

function monthsLater(on: string, months: number): string {
  const [year = 0, month = 1] = on.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}
