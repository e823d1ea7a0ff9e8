import { describe, expect, it } from '@jest/globals';
import { usualPreferences } from '@kairos/contracts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { addDays } from '../obligations/plain-date.calc.ts';
import { mailDueAt } from '../notification-mail/mail-due-at.calc.ts';
import { reminderOf, reminderOfMany, stepsBefore } from './reminder-notices.calc.ts';

const { obligations } = new ObligationPackRepository().governing();
const text = { en: 'fee', it: 'diritto' };
const noticeAt = (daysLeft: number, lastLeadDay?: number) =>
  reminderOf({ plantId: 'p', plantName: 'Colle', subject: text, dueOn: '2027-06-30', leadDays: daysLeft, daysLeft, ...(lastLeadDay === undefined ? {} : { lastLeadDay }) }, { subject: { kind: 'deadline', id: 'd' }, link: '/', userIds: ['u'] });
const isMailed = (daysLeft: number, lastLeadDay: number) => {
  const { priority = 'low' } = noticeAt(daysLeft, lastLeadDay);
  return mailDueAt({ type: 'deadline', priority, raisedAt: new Date(`${addDays('2027-06-30', -daysLeft)}T10:00:00Z`), dueOn: '2027-06-30' }, usualPreferences, 'Europe/Rome') !== null;
};

describe.each(obligations.map((obligation) => [obligation.code, obligation] as const))('a deadline of %s', (_code, obligation) => {
  const lastLeadDay = Math.min(...obligation.leadAlertDays);

  it('is told of on the days that its obligation names, a week and a day before', () => {
    expect(stepsBefore(obligation)).toEqual(expect.arrayContaining([...obligation.leadAlertDays, 7, 1]));
  });

  it('is mailed to whoever chose nothing, before it falls due, from the last of those days on', () => {
    expect(stepsBefore(obligation).filter((days) => isMailed(days, lastLeadDay))).toEqual(stepsBefore(obligation).filter((days) => days <= Math.max(7, lastLeadDay)));
  });
});

it('what is told of many says of which kinds they are, and how many of each', () => {
  const other = { ...noticeAt(7), subject: { kind: 'deadline', id: 'e' } as const, parameters: { ...noticeAt(7).parameters, subject: { en: 'check', it: 'verifica' } } };
  expect(reminderOfMany([noticeAt(7), other, noticeAt(7)], text, '/').parameters).toMatchObject({ count: 3, kinds: [{ kind: text, count: 2, ids: ['d', 'd'] }, { kind: { en: 'check', it: 'verifica' }, count: 1, ids: ['e'] }] });
});

it('what is told of many matters as much as the first of them', () => {
  expect([noticeAt(15), noticeAt(15, 15), noticeAt(1, 15), noticeAt(-1)].map((first) => reminderOfMany([first], text, '/').priority)).toEqual(['low', 'medium', 'high', 'high']);
});
