const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar date that it is in an IANA zone at an instant. */
export function dateIn(timeZone: string, instant: Date): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return format.format(instant);
}
