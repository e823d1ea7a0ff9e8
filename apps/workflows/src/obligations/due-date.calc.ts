import type { HolidayCalendar, Obligation } from '@kairos/contracts';
import { shifted } from './holiday-calendar.calc.ts';
import type { Place } from './patron-day.calc.ts';
import { addDays, addYears, dateIn } from './plain-date.calc.ts';
import { recurrenceOf } from './recurrence.calc.ts';

/**
 * When one occurrence falls due. `countedFrom` is the date the rule counted from; a rule of fixed dates has none.
 * All three are null when the plant lacks the date the rule counts from.
 */
export type Due = { nominalDueOn: string | null; dueOn: string | null; countedFrom: string | null };

/** The last occurrence that was completed. */
export type Completed = { nominalDueOn: string | null; completedOn: string };

export type DuePlant = Place & { commissionedOn: string | null };
type Ruled = Pick<Obligation, 'due' | 'shift'>;
/** `triggeredOn`: the day of the event that a term may be counted from. */
export type Occasion = { from: string; completed: Completed | null; triggeredOn?: string | null };

export const undated: Due = { nominalDueOn: null, dueOn: null, countedFrom: null };

/**
 * The next occurrence of an obligation: the first one after the last completed that is not past on `from`. A term that runs
 * once has no other after it was completed: then null.
 *
 * A term that repeats from a date restarts on the day it was last done, so that occurrence is due even when it is
 * already past.
 */
export function nextDue(obligation: Ruled, calendar: HolidayCalendar, plant: DuePlant, { from, completed, triggeredOn = null }: Occasion): Due | null {
  const { due } = obligation;
  const onDay = (nominalDueOn: string, countedFrom: string | null): Due & { dueOn: string } => ({ nominalDueOn, dueOn: movedTo(obligation, calendar, plant, nominalDueOn), countedFrom });
  if ('daysAfter' in due) {
    if (completed) return null;
    const origin = due.countedFrom === 'trigger' ? triggeredOn : plant[due.countedFrom];
    return origin === null ? undated : onDay(addDays(origin, due.daysAfter), origin);
  }

  const { intervalYears, monthDay } = recurrenceOf(due.rrule);
  if (monthDay === null) {
    if (completed) return onDay(addYears(completed.completedOn, intervalYears), completed.completedOn);
    const origin = due.countedFrom ? plant[due.countedFrom] : null;
    return origin === null ? undated : firstFrom(from, (n) => onDay(addYears(origin, intervalYears * (n + 1)), origin));
  }
  // One year back: a date that moved over the turn of the year may still lie ahead.
  const firstYear = completed?.nominalDueOn ? yearOf(completed.nominalDueOn) + 1 : yearOf(from) - 1;
  return firstFrom(from, (n) => onDay(dateIn(firstYear + n, monthDay), null));
}

/**
 * The occurrence that a deadline stands for, once the date that its term is counted from was corrected: the second check stays
 * the second check. Null for a rule that repeats from no date, and where either date is missing.
 */
export function sameOccurrence(obligation: Ruled, calendar: HolidayCalendar, plant: DuePlant, { nominalDueOn, countedFrom }: Partial<Due>): (Due & { dueOn: string }) | null {
  const { due } = obligation;
  if (!nominalDueOn || !countedFrom || 'daysAfter' in due || !due.countedFrom) return null;
  const origin = plant[due.countedFrom];
  if (origin === null) return null;
  const { intervalYears } = recurrenceOf(due.rrule);
  const number = Math.max(1, Math.round((yearOf(nominalDueOn) - yearOf(countedFrom)) / intervalYears));
  const nominal = addYears(origin, intervalYears * number);
  return { nominalDueOn: nominal, dueOn: movedTo(obligation, calendar, plant, nominal), countedFrom: origin };
}

/** The occurrence after the one just completed, due even when it is already past: none is skipped. Null after a term that runs once. */
export function dueAfterCompletion(obligation: Ruled, calendar: HolidayCalendar, plant: DuePlant, completed: Completed): Due | null {
  return nextDue(obligation, calendar, plant, { from: completed.nominalDueOn ?? completed.completedOn, completed });
}

/** The day to keep for a nominal date, under the shift rule of the obligation and the patron saint of the plant's municipality. */
export function movedTo({ shift }: Pick<Obligation, 'shift'>, calendar: HolidayCalendar, plant: Place, nominalDueOn: string): string {
  return shifted(calendar, nominalDueOn, shift.to, shift.patronCounts ? plant : {});
}

/**
 * The day after which work counts for an occurrence: one period before it. What was done on or before that day met an
 * earlier occurrence. Null when any day counts.
 */
export function coveredAfter({ due }: Pick<Obligation, 'due'>, nominalDueOn: string | null): string | null {
  if (nominalDueOn === null || 'daysAfter' in due) return null;
  const years = recurrenceOf(due.rrule).intervalYears;
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
