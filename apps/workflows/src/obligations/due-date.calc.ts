import type { HolidayCalendar, Obligation } from '@kairos/contracts';
import { shifted } from './holiday-calendar.calc.ts';
import { addDays, addYears, dateIn } from './plain-date.calc.ts';

/**
 * When one occurrence falls due. `countedFrom` is the date the rule counted from; a rule of fixed dates has none.
 * All three are null when the plant lacks the date the rule counts from.
 */
export type Due = { nominalDueOn: string | null; dueOn: string | null; countedFrom: string | null };

/** The last occurrence that was completed. */
export type Completed = { nominalDueOn: string | null; completedOn: string };

export const undated: Due = { nominalDueOn: null, dueOn: null, countedFrom: null };

/**
 * The next occurrence of an obligation: the first one after the last completed that is not past on `from`.
 *
 * A term that repeats from a date restarts on the day it was last done, so that occurrence is due even when it is
 * already past.
 */
export function nextDue(
  obligation: Pick<Obligation, 'due' | 'shift'>,
  calendar: HolidayCalendar,
  plant: { commissionedOn: string | null },
  { from, completed }: { from: string; completed: Completed | null },
): Due {
  const { due, shift } = obligation;
  const onDay = (nominalDueOn: string, countedFrom: string | null): Due & { dueOn: string } => ({
    nominalDueOn,
    dueOn: shifted(calendar, nominalDueOn, shift.to),
    countedFrom,
  });

  if (due.kind === 'everyYears') {
    if (completed) return onDay(addYears(completed.completedOn, due.years), completed.completedOn);
    const origin = plant.commissionedOn;
    return origin === null ? undated : firstFrom(from, (n) => onDay(addYears(origin, due.years * (n + 1)), origin));
  }
  // One year back: a date that moved over the turn of the year may still lie ahead.
  const firstYear = completed?.nominalDueOn ? yearOf(completed.nominalDueOn) + 1 : yearOf(from) - 1;
  return firstFrom(from, (n) => onDay(dateIn(firstYear + n, due.on), null));
}

/** The occurrence after the one just completed, due even when it is already past: none is skipped. */
export function dueAfterCompletion(
  obligation: Pick<Obligation, 'due' | 'shift'>,
  calendar: HolidayCalendar,
  plant: { commissionedOn: string | null },
  completed: Completed,
): Due {
  return nextDue(obligation, calendar, plant, { from: completed.nominalDueOn ?? completed.completedOn, completed });
}

/**
 * The day after which work counts for an occurrence: one period before it. What was done on or before that day met an
 * earlier occurrence. Null when any day counts.
 */
export function coveredAfter({ due }: Pick<Obligation, 'due'>, nominalDueOn: string | null): string | null {
  if (nominalDueOn === null) return null;
  const years = due.kind === 'yearly' ? 1 : due.years;
  const day = addYears(nominalDueOn, -years);
  // 28 and 29 February of a leap year both lead to 28 February: the later one met the earlier occurrence too.
  const following = addDays(day, 1);
  return addYears(following, years) <= nominalDueOn ? following : day;
}

function firstFrom<D extends { dueOn: string }>(from: string, occurrence: (n: number) => D): D {
  for (let n = 0; ; n += 1) {
    const candidate = occurrence(n);
    if (candidate.dueOn >= from) return candidate;
  }
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
