import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Holidays from 'date-holidays';
import rrule from 'rrule';
import { dueAfterCompletion, nextDue, type Completed } from './due-date.calc.ts';
import { parseObligationPack } from './obligation-pack.calc.ts';
import { addDays, dateInZone } from './plain-date.calc.ts';

/** Ten years of every recurring deadline beside a computation that shares nothing with ours: the library rrule and the calendar of date-holidays. */
const { calendar, obligations, timeZone } = parseObligationPack(readFileSync(new URL('../../packs/italy/2026.2.yaml', import.meta.url), 'utf8'), '2026.2.yaml');
const recurring = obligations.filter(({ trigger }) => trigger === 'recurring');
const [first, last] = ['2026-01-01', '2036-12-31'];

const publicHolidays = new Set(Array.from({ length: 13 }, (_, n) => new Holidays('IT').getHolidays(2025 + n).filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10))).flat());
const iso = (date: Date) => date.toISOString().slice(0, 10);
const utc = (date: string) => new Date(`${date}T00:00:00Z`);

function moved(date: string, saturdaysToo: boolean): string {
  const weekday = utc(date).getUTCDay();
  return weekday === 0 || (weekday === 6 && saturdaysToo) || publicHolidays.has(date) ? moved(iso(new Date(utc(date).getTime() + 86_400_000)), saturdaysToo) : date;
}

/** What the library says: a 29 February is kept on the 28th where a year has none, which RFC 5545 alone would pass over. */
function occurrences(rule: string, start: string): string[] {
  const leapDay = start.endsWith('-02-29') && !rule.includes('BYMONTH') ? ';BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1' : '';
  const found = new rrule.RRule({ ...rrule.RRule.parseString(rule + leapDay), dtstart: utc(start) }).between(utc('1980-01-01'), utc('2045-12-31'), true);
  return found.map(iso).filter((date) => date !== start || rule.includes('BYMONTH'));
}

type Obligation = (typeof recurring)[number];
const ruleOf = ({ due }: Obligation) => ('rrule' in due ? due.rrule : '');
const expectedOf = (obligation: Obligation, start: string) =>
  occurrences(ruleOf(obligation), start).map((nominal) => ({ nominal, due: obligation.shift.to === 'none' ? nominal : moved(nominal, obligation.shift.to === 'nextWorkingDay') }))
    .filter(({ due }) => due >= first && due <= last);

/** Ours: each next occurrence seen from the day after the one before. */
function ours(obligation: Obligation, commissionedOn: string | null) {
  const found: { nominal: string; due: string }[] = [];
  for (let from = first; ; ) {
    const next = nextDue(obligation, calendar, { commissionedOn }, { from, completed: null });
    if (!next?.dueOn || !next.nominalDueOn || next.dueOn > last) return found;
    found.push({ nominal: next.nominalDueOn, due: next.dueOn });
    from = addDays(next.dueOn, 1);
  }
}

const starts = ['2011-05-01', '2012-02-29', '2019-12-25', '2021-10-31', '2022-03-27', '2023-04-09', '2024-06-12', '2024-02-29', '2025-10-04', '2026-03-31'];

describe('ten years, 2026 to 2036', () => {
  it('are years in which dates move over Easter, over the change of the clocks and over weekends', () => {
    const shifted = recurring.flatMap((obligation) => starts.flatMap((start) => expectedOf(obligation, start))).filter(({ nominal, due }) => nominal !== due);
    expect(shifted.length).toBeGreaterThan(20);
    expect(moved('2029-03-31', true)).toBe('2029-04-03');
    expect(recurring.map(({ code }) => code)).toHaveLength(6);
  });

  it.each(recurring.flatMap((obligation) => (obligation.due.countedFrom ? starts : ['2020-01-01']).map((start) => [obligation.code, start, obligation] as const)))('%s of a plant of %s', (_code, start, obligation) => {
    const expected = expectedOf(obligation, start);
    expect(expected.length).toBeGreaterThan(0);
    expect(ours(obligation, start)).toEqual(expected);
  });

  it.each(recurring.map((obligation) => [obligation.code, obligation] as const))('%s, each done on the day it was due', (_code, obligation) => {
    const counted = obligation.due.countedFrom !== undefined;
    let completed: Completed = { nominalDueOn: counted ? null : '2025-12-31', completedOn: '2024-02-29' };
    let start = completed.completedOn;
    for (let n = 0; n < 10; n += 1) {
      const next = dueAfterCompletion(obligation, calendar, { commissionedOn: null }, completed);
      const nominal = occurrences(ruleOf(obligation), counted ? start : '2020-01-01').find((date) => (counted ? date > start : date.slice(0, 4) > (completed.nominalDueOn ?? '').slice(0, 4))) ?? '';
      expect(next).toMatchObject({ nominalDueOn: nominal, dueOn: moved(nominal, obligation.shift.to === 'nextWorkingDay') });
      completed = { nominalDueOn: nominal, completedOn: next?.dueOn ?? '' };
      start = completed.completedOn;
      if (start > last) break;
    }
  });
});

/** Summer time of the Union: from the last Sunday of March to the last of October, at 01:00 UTC (Directive 2000/84/EC). */
function lastSunday(year: number, month: number): string {
  const end = new Date(Date.UTC(year, month, 0));
  return iso(new Date(end.getTime() - end.getUTCDay() * 86_400_000));
}
function midnightInRome(date: string): number {
  const year = Number(date.slice(0, 4));
  const summer = date > lastSunday(year, 3) && date <= lastSunday(year, 10);
  return Date.parse(`${date}T00:00:00${summer ? '+02:00' : '+01:00'}`);
}

it('turns a day into the next one at midnight in Rome, on the days the clocks change too', () => {
  const clockChanges = Array.from({ length: 11 }, (_, n) => [lastSunday(2026 + n, 3), lastSunday(2026 + n, 10)]).flat();
  const dueDays = recurring.flatMap((obligation) => starts.flatMap((start) => expectedOf(obligation, start).map(({ due }) => due)));
  for (const day of [...clockChanges, ...clockChanges.map((date) => addDays(date, 1)), ...dueDays]) {
    expect([dateInZone(new Date(midnightInRome(day) - 1), timeZone), dateInZone(new Date(midnightInRome(day)), timeZone)]).toEqual([addDays(day, -1), day]);
  }
});
