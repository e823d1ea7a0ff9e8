import { addDays } from '../obligations/plain-date.calc.ts';
import type { Dates } from '../tasks/task-schedule.calc.ts';
import { daysLeft } from '../tasks/task-view.calc.ts';

const atLeastDays = 7;

/** The dates of a task that is copied: as many days from today as were left, and seven at least. */
export function copiedDates({ startsOn, dueOn }: { startsOn?: string | null; dueOn?: string | null }, today: string): Dates | null {
  if (!dueOn) return null;
  const due = addDays(today, Math.max(daysLeft(dueOn, today), atLeastDays));
  const start = startsOn && startsOn > today ? startsOn : today;
  return { startsOn: start < due ? start : due, dueOn: due };
}
