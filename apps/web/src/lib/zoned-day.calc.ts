/** The day of the calendar, `2027-03-31`, on which an instant falls where clocks show the time of a zone. */
export const dayOf = (instant: Date, timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);

/** The first instant of a day of the calendar there. */
export function startOfDay(day: string, timeZone: string): string {
  return startOfNextDay(new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10), timeZone);
}

/** The first instant after it. */
export const startOfNextDay = (day: string, timeZone: string): string => new Date(Date.parse(endOfDay(day, timeZone)) + 1).toISOString();

/** The last millisecond of a day of the calendar, where clocks show the time of a zone. */
export function endOfDay(day: string, timeZone: string): string {
  const asIfUtc = Date.parse(`${day}T23:59:59.999Z`);
  const guess = asIfUtc - offsetMs(asIfUtc, timeZone);
  return new Date(asIfUtc - offsetMs(guess, timeZone)).toISOString();
}

/** By how much the clocks of a zone are ahead of UTC at an instant. */
function offsetMs(instant: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(shown) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
