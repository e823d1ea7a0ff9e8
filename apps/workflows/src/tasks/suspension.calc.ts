import type { DayKind, HolidayCalendar } from '@kairos/contracts';
import type { WorkflowTask } from './task.entity.ts';
import { daysBetween, termEnd } from './term.calc.ts';

/** What becomes of a task that stood still; `days` are of the kind that its term counts. */
export type Resumed = { days: number; in: DayKind; dueOn: string | null; termEndsOn: string | null; suspendedDays: number };

/** A suspended task once it goes on: its dates lie later by the days it stood still. Null for one that is not suspended. */
export function resumed({ suspendedOn, definition, dueOn, termEndsOn, suspendedDays }: WorkflowTask, on: string, calendar: HolidayCalendar): Resumed | null {
  if (!suspendedOn) return null;
  const unit = definition.peremptory?.in ?? definition.durationIn;
  const days = daysBetween(calendar, suspendedOn, on, unit);
  const later = (date: string | null | undefined) => (date ? termEnd(calendar, date, days, unit) : null);
  return { days, in: unit, dueOn: later(dueOn), termEndsOn: later(termEndsOn), suspendedDays: suspendedDays + days };
}
