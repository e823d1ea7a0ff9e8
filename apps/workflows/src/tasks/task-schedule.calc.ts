import type { DayKind, HolidayCalendar, TaskState } from '@kairos/contracts';
import { daysBetween, termEnd } from './term.calc.ts';

/** What the order of work says of a task. */
export type Slot = {
  id: string; stageCode: string; dependsOn: readonly string[]; state: TaskState; optional: boolean;
  durationDays: number; durationIn: DayKind; startsOn?: string | null; dueOn?: string | null;
  /** The day it really began; it may be put back or blocked since. */
  startedOn?: string | null;
};
export type StageOrder = readonly { code: string; parallel: boolean }[];
export type Dates = { startsOn: string; dueOn: string };

export function isClosed({ state }: Pick<Slot, 'state'>): boolean {
  return state === 'Completed' || state === 'Skipped';
}

/** When each task starts and falls due: after what it depends on and after the stages before its own. */
export function layOut(slots: readonly Slot[], stages: StageOrder, startsOn: string, calendar: HolidayCalendar): Map<string, Dates> {
  return new Laying(slots, stages, startsOn, (slot, base) => ({ startsOn: base, dueOn: termEnd(calendar, base, slot.durationDays, slot.durationIn) })).all();
}

/**
 * What moves because something before it moved. A task that has not begun keeps the length it has, in days of its own kind;
 * one that has begun, whatever became of it since, or is done stays where it is.
 *
 * @param before the tasks as they were
 * @param now the same, with what was moved, skipped or reopened
 */
export function followUp(before: readonly Slot[], now: readonly Slot[], stages: StageOrder, startsOn: string, calendar: HolidayCalendar): Map<string, Dates> {
  const was = new Laying(before, stages, startsOn, datesOf);
  const dates = new Map<string, Dates>();
  const laying = new Laying(now, stages, startsOn, (slot, base) => {
    const stays = datesOf(slot, base);
    const old = before.find(({ id }) => id === slot.id);
    const mayMove = old && !slot.startedOn && slot.startsOn && slot.dueOn && (slot.state === 'To Start' || slot.state === 'Blocked') && old.dueOn === slot.dueOn;
    if (!mayMove || was.baseOf(old) === base) return stays;
    const length = daysBetween(calendar, stays.startsOn, stays.dueOn, slot.durationIn);
    const moved = { startsOn: base, dueOn: termEnd(calendar, base, length, slot.durationIn) };
    if (moved.startsOn !== stays.startsOn || moved.dueOn !== stays.dueOn) dates.set(slot.id, moved);
    return moved;
  });
  laying.all();
  return dates;
}

/**
 * When tasks start and fall due once the work is laid out otherwise. What has begun or is over stays where it is, and so does what begins
 * when it did and lasts as long. What is moved keeps the length it has, unless its duration is another one now; what is to begin
 * only now begins today at the earliest.
 *
 * @param before the tasks as they were laid out, and the stages they were in
 * @param now as they are to be: a task that comes or is opened again has no dates
 */
export function laidOtherwise(before: { slots: readonly Slot[]; stages: StageOrder }, now: { slots: readonly Slot[]; stages: StageOrder }, startsOn: string, today: string, calendar: HolidayCalendar): Map<string, Dates> {
  const was = new Laying(before.slots, before.stages, startsOn, datesOf);
  return new Laying(now.slots, now.stages, startsOn, (slot, base) => {
    if (slot.startedOn || (isClosed(slot) && slot.startsOn)) return datesOf(slot, base);
    const lasts = (from: string, days = slot.durationDays) => ({ startsOn: from, dueOn: termEnd(calendar, from, days, slot.durationIn) });
    const old = before.slots.find(({ id }) => id === slot.id);
    if (!old || !slot.startsOn || !slot.dueOn) return lasts(latest([base, today]));
    const start = was.baseOf(old) === base ? slot.startsOn : base;
    if (old.durationDays !== slot.durationDays || old.durationIn !== slot.durationIn) return lasts(start);
    return start === slot.startsOn ? { startsOn: start, dueOn: slot.dueOn } : lasts(start, daysBetween(calendar, slot.startsOn, slot.dueOn, slot.durationIn));
  }).all();
}

/** What a task waits for: what it depends on, and what must be done in the stages before its own. */
export function waitsFor(slot: Slot, slots: readonly Slot[], stages: StageOrder): Slot[] {
  const earlier = new Set(waitsForStages(slot, slots, stages));
  return slots.filter((other) => !isClosed(other) && (slot.dependsOn.includes(other.id) || earlier.has(other)));
}

/** Of the stages before its own, the tasks that a task waits for as long as they are open. */
export function waitsForStages(slot: Slot, slots: readonly Slot[], stages: StageOrder): Slot[] {
  const earlier = new Set(stagesBefore(stages, slot.stageCode));
  return slots.filter((other) => earlier.has(other.stageCode) && !other.optional);
}

function datesOf({ startsOn, dueOn }: Slot, base: string): Dates {
  return { startsOn: startsOn ?? base, dueOn: dueOn ?? startsOn ?? base };
}

/** The stages that come before one: those beside it are not among them. */
function stagesBefore(stages: StageOrder, code: string): string[] {
  return stages.slice(0, groupStart(stages, stages.findIndex((stage) => stage.code === code))).map((stage) => stage.code);
}

/** Where the stages that run beside one another begin. */
function groupStart(stages: StageOrder, index: number): number {
  let start = Math.max(index, 0);
  while (start > 0 && stages[start]?.parallel) start -= 1;
  return start;
}

class Laying {
  private readonly placed = new Map<string, Dates>();
  private readonly bases = new Map<string, string>();

  constructor(
    private readonly slots: readonly Slot[],
    private readonly stages: StageOrder,
    private readonly startsOn: string,
    private readonly place: (slot: Slot, base: string) => Dates,
  ) {}

  all(): Map<string, Dates> {
    for (const slot of this.slots) this.datesOf(slot);
    return this.placed;
  }

  /** The day before which a task cannot begin. */
  baseOf(slot: Slot): string {
    const known = this.bases.get(slot.id);
    if (known !== undefined) return known;
    const dependencies = this.slots.filter(({ id }) => slot.dependsOn.includes(id));
    const base = latest([this.stageStart(this.stages.findIndex(({ code }) => code === slot.stageCode)), ...dependencies.map((other) => this.endOf(other))]);
    this.bases.set(slot.id, base);
    return base;
  }

  private datesOf(slot: Slot): Dates {
    const placed = this.placed.get(slot.id) ?? this.place(slot, this.baseOf(slot));
    this.placed.set(slot.id, placed);
    return placed;
  }

  /** What is skipped takes no time. */
  private endOf(slot: Slot): string {
    return slot.state === 'Skipped' ? this.baseOf(slot) : this.datesOf(slot).dueOn;
  }

  private stageStart(index: number): string {
    const before = new Set(stagesBefore(this.stages, this.stages[index]?.code ?? ''));
    return latest([this.startsOn, ...this.slots.filter(({ stageCode }) => before.has(stageCode)).map((slot) => this.endOf(slot))]);
  }
}

function latest(dates: readonly string[]): string {
  return dates.reduce((late, date) => (date > late ? date : late));
}
