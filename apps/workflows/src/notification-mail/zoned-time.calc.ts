const formats = new Map<string, Intl.DateTimeFormat>();
const dayMs = 86_400_000;

/** What calendar and clock show in a time zone: `2026-12-16` and `07:30`. */
export function clockIn(timeZone: string, instant: Date): { date: string; time: string } {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  formats.set(timeZone, format);
  const [date = '', time = ''] = format.format(instant).split(', ');
  return { date, time };
}

/**
 * The instant at which a clock in a time zone shows a date and time: the first where it shows it twice, and where it is put forward over
 * that time, as much later.
 */
export function instantIn(timeZone: string, date: string, time: string): Date {
  const asUtcMs = Date.parse(`${date}T${time}:00Z`);
  const candidates = [asUtcMs - dayMs, asUtcMs + dayMs].map((nearbyMs) => asUtcMs - offsetMs(timeZone, nearbyMs)).sort((a, b) => a - b);
  const [first = asUtcMs, last = asUtcMs] = candidates;
  const shows = clockIn(timeZone, new Date(first));
  return new Date(shows.date === date && shows.time === time ? first : last);
}

/** How far ahead of UTC the zone is, to the minute. */
function offsetMs(timeZone: string, instantMs: number): number {
  const wholeMinuteMs = Math.floor(instantMs / 60_000) * 60_000;
  const { date, time } = clockIn(timeZone, new Date(wholeMinuteMs));
  return Date.parse(`${date}T${time}:00Z`) - wholeMinuteMs;
}
