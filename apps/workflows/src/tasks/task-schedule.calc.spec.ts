import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ObligationPack, type HolidayCalendar } from '@kairos/contracts';
import { parse } from 'yaml';
import { followUp, layOut, waitsFor, type Slot } from './task-schedule.calc.ts';
import { daysBetween, termEnd } from './term.calc.ts';

const calendar: HolidayCalendar = ObligationPack.shape.calendar.parse((parse(readFileSync(new URL('../../packs/italy/2026.1.yaml', import.meta.url), 'utf8')) as { calendar: unknown }).calendar);
const slot = (id: string, more: Partial<Slot> = {}): Slot => ({ id, stageCode: 'one', dependsOn: [], state: 'To Start', optional: false, durationDays: 10, durationIn: 'calendarDays', ...more });
const stages = [{ code: 'one', parallel: false }, { code: 'two', parallel: false }, { code: 'beside', parallel: true }, { code: 'last', parallel: false }];
const plan = [
  slot('a'), slot('b', { dependsOn: ['a'] }), slot('c', { stageCode: 'two', durationIn: 'workingDays', durationDays: 5 }), slot('d', { stageCode: 'beside', durationDays: 1 }), slot('e', { stageCode: 'last', dependsOn: ['c'] }),
];
const laidOut = () => { const dates = layOut(plan, stages, '2026-12-01', calendar); return plan.map((task) => ({ ...task, ...dates.get(task.id) })); };
const datesOf = (tasks: readonly Slot[]) => Object.fromEntries(tasks.map(({ id, startsOn, dueOn }) => [id, [startsOn, dueOn]]));

describe('a term', () => {
  it.each([
    ['2026-12-23', 1, '2026-12-24'], ['2026-12-24', 1, '2026-12-28'], ['2027-03-26', 1, '2027-03-30'], ['2026-12-01', 45, '2027-02-08'], ['2026-12-05', 0, '2026-12-05'],
  ])('from %s of %i working days ends on %s', (from, days, end) => {
    expect(termEnd(calendar, from, days, 'workingDays')).toBe(end);
    expect(daysBetween(calendar, from, end, 'workingDays')).toBe(days);
  });
  it('in days of the calendar counts them all', () => {
    expect(termEnd(calendar, '2026-12-24', 10, 'calendarDays')).toBe('2027-01-03');
    expect([daysBetween(calendar, '2026-12-24', '2027-01-03', 'calendarDays'), daysBetween(calendar, '2027-01-03', '2026-12-24', 'workingDays')]).toEqual([10, 0]);
  });
});

describe('laying out tasks', () => {
  it('puts each after what it depends on, a stage after the one before, parallel stages side by side', () => {
    expect(datesOf(laidOut())).toEqual({
      a: ['2026-12-01', '2026-12-11'], b: ['2026-12-11', '2026-12-21'], c: ['2026-12-21', '2026-12-29'], d: ['2026-12-21', '2026-12-22'], e: ['2026-12-29', '2027-01-08'],
    });
  });

  it('gives no time to what is skipped', () => {
    const dates = layOut(plan.map((task) => (task.id === 'a' ? { ...task, state: 'Skipped' } : task)), stages, '2026-12-01', calendar);
    expect(dates.get('b')).toEqual({ startsOn: '2026-12-01', dueOn: '2026-12-11' });
  });
});

describe('what a task waits for', () => {
  const now = laidOut();
  const names = (id: string, tasks = now) => waitsFor(tasks.find((task) => task.id === id) as Slot, tasks, stages).map((task) => task.id);
  it('is what it depends on and the stages before, not those beside it', () => expect([names('a'), names('b'), names('c'), names('d'), names('e')]).toEqual([[], ['a'], ['a', 'b'], ['a', 'b'], ['a', 'b', 'c', 'd']]));
  it('is not what is optional in an earlier stage, unless it depends on it', () => {
    const optional = now.map((task) => ({ ...task, optional: true }));
    expect([names('c', optional), names('e', optional)]).toEqual([[], ['c']]);
  });
});

describe('what moves when a task is moved', () => {
  const moveA = (dueOn: string, more: Partial<Record<string, Partial<Slot>>> = {}) => {
    const before = laidOut().map((task) => ({ ...task, ...more[task.id] }));
    return Object.fromEntries(followUp(before, before.map((task) => (task.id === 'a' ? { ...task, dueOn } : task)), stages, '2026-12-01', calendar));
  };
  it('is everything after it, each with the length it has in its own days', () => {
    expect(moveA('2026-12-14')).toEqual({
      b: { startsOn: '2026-12-14', dueOn: '2026-12-24' }, c: { startsOn: '2026-12-24', dueOn: '2027-01-04' }, d: { startsOn: '2026-12-24', dueOn: '2026-12-25' }, e: { startsOn: '2027-01-04', dueOn: '2027-01-14' },
    });
  });
  it('goes the other way too, and stops at what is under way', () => {
    expect(moveA('2026-12-04')['b']).toEqual({ startsOn: '2026-12-04', dueOn: '2026-12-14' });
    expect(moveA('2026-12-14', { b: { state: 'In Progress' } })).toEqual({});
  });
  it('is nothing when it stays where it is', () => expect(moveA('2026-12-11')).toEqual({}));
});
