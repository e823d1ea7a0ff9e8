type Shape = Record<string, unknown>;

/**
 * A pack as it was written, with due rules of the format before recurrence rules put as these: `{ kind: yearly, on: '03-31' }`
 * and `{ kind: everyYears, years: 5, from: commissionedOn }`. Anything else is left for the schema to judge.
 */
export function inTodaysWords(written: unknown): unknown {
  if (!isShape(written) || !Array.isArray(written['obligations'])) return written;
  return { ...written, obligations: written['obligations'].map((obligation: unknown) => (isShape(obligation) ? { ...obligation, due: dueOf(obligation['due']) } : obligation)) };
}

function dueOf(due: unknown): unknown {
  if (!isShape(due)) return due;
  const { kind, on, years, from, ...others } = due;
  if (Object.keys(others).length > 0) return due;
  if (kind === 'yearly' && typeof on === 'string' && /^\d\d-\d\d$/.test(on)) {
    const [month, day] = on.split('-').map(Number);
    return { rrule: `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}` };
  }
  return kind === 'everyYears' ? { rrule: `FREQ=YEARLY;INTERVAL=${String(years)}`, countedFrom: from } : due;
}

function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
