/** A recurrence rule taken apart. Without `monthDay` it is counted from a date. */
export type Recurrence = { intervalYears: number; monthDay: string | null };

/** Reads a recurrence rule of the kind `RecurrenceRule` admits (RFC 5545, 3.3.10). */
export function recurrenceOf(rrule: string): Recurrence {
  const parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]));
  const [month, day] = [parts.get('BYMONTH'), parts.get('BYMONTHDAY')];
  return {
    intervalYears: Number(parts.get('INTERVAL') ?? 1),
    monthDay: month !== undefined && day !== undefined ? `${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null,
  };
}
