import type { ReadingInterval } from '@kairos/contracts';

const minute = 60_000;
const day = 24 * 60 * minute;
const formats = new Map<string, Intl.DateTimeFormat>();
/** By zone: days since 1970 in UTC, with what their clocks are ahead by. */
const knownDays = new Map<string, Map<number, number | 'changes'>>();
const mostKnownDays = 5000;

/** What a clock in an IANA zone shows at an instant, as the milliseconds that UTC would show then. */
export function localClock(atMs: number, timeZone: string): number {
  const days = knownDays.get(timeZone) ?? new Map<number, number | 'changes'>();
  knownDays.set(timeZone, days);
  const date = Math.floor(atMs / day);
  const known = days.get(date) ?? offsetOfDay(date, timeZone);
  if (days.size >= mostKnownDays) days.clear();
  days.set(date, known);
  return atMs + (known === 'changes' ? offsetAt(atMs, timeZone) : known);
}

/** No clock is changed twice within a day: where it is set alike at both ends, it is so between. */
function offsetOfDay(date: number, timeZone: string): number | 'changes' {
  const [first, last] = [offsetAt(date * day, timeZone), offsetAt((date + 1) * day, timeZone)];
  return first === last ? first : 'changes';
}

function offsetAt(atMs: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
  const shownMs = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'], parts['hour'], parts['minute'], parts['second']);
  return shownMs - Math.floor(atMs / 1000) * 1000;
}

/** The instant at which a clock in the zone shows a time; the later one where it is shown twice, and the first after it where it is never shown. */
export function instantOf(clockMs: number, timeZone: string): number {
  const offset = (atMs: number) => localClock(atMs, timeZone) - atMs;
  return clockMs - offset(clockMs - offset(clockMs));
}

/** The instants at which a clock in the zone shows a time, in their order: none where it is skipped, two where it is shown twice. */
export function instantsOf(clockMs: number, timeZone: string): number[] {
  const around = [clockMs - day, clockMs + day].map((atMs) => clockMs - (localClock(atMs, timeZone) - atMs));
  return [...new Set(around)].filter((atMs) => localClock(atMs, timeZone) === clockMs).sort((a, b) => a - b);
}

/**
 * When an interval ends that starts at an instant.
 *
 * @returns milliseconds, or undefined where no such interval starts then by the clock of the zone
 */
export function endOfInterval(startMs: number, interval: ReadingInterval, timeZone: string): number | undefined {
  const clock = new Date(localClock(startMs, timeZone));
  const sinceMidnight = clock.getTime() - Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate());
  switch (interval) {
    case '15-minutes':
      return sinceMidnight % (15 * minute) === 0 ? startMs + 15 * minute : undefined;
    case 'hour':
      return sinceMidnight % (60 * minute) === 0 ? startMs + 60 * minute : undefined;
    case 'day':
      return sinceMidnight === 0 ? instantOf(Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate() + 1), timeZone) : undefined;
    case 'month':
      return sinceMidnight === 0 && clock.getUTCDate() === 1 ? instantOf(Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth() + 1, 1), timeZone) : undefined;
  }
}
