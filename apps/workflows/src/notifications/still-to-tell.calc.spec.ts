import { describe, expect, it } from '@jest/globals';
import { followedBy, parametersOn, type ToldOfDue } from './still-to-tell.calc.ts';

const one: ToldOfDue = { dueOn: '2026-12-16', parameters: { plantName: 'Colle', dueOn: '2026-12-16', daysLeft: 7 }, subjectKind: 'deadline', subjectId: 'a' };
const many: ToldOfDue = { dueOn: '2026-12-16', parameters: { count: 3, dueOn: '2026-12-16', daysLeft: 7 }, coveredKind: 'deadline', coveredSubjectIds: ['a', 'b', 'c'] };
const open = (dates: Record<string, string>) => new Map(Object.entries(dates));

describe('what falls due', () => {
  it('is told with the days that are left on the day it is told', () => {
    expect(parametersOn('2026-12-14', one, open({ a: '2026-12-16' }))).toEqual({ plantName: 'Colle', dueOn: '2026-12-16', daysLeft: 2 });
    expect(parametersOn('2026-12-16', one, open({ a: '2026-12-16' }))).toMatchObject({ daysLeft: 0 });
  });

  it('is told no more once it is done, has another date, or is past', () => {
    expect([parametersOn('2026-12-14', one, open({})), parametersOn('2026-12-14', one, open({ a: '2026-12-20' })), parametersOn('2026-12-17', one, open({ a: '2026-12-16' }))]).toEqual([null, null, null]);
    const overdue = { ...one, parameters: { ...one.parameters, daysLeft: -1 } };
    expect(parametersOn('2026-12-20', overdue, open({ a: '2026-12-16' }))).toMatchObject({ daysLeft: -4 });
  });

  it('is told of many by those that are open', () => {
    expect(parametersOn('2026-12-14', many, open({ b: '2026-12-18', c: '2026-12-17' }))).toEqual({ count: 2, dueOn: '2026-12-17', daysLeft: 3 });
    expect(parametersOn('2026-12-18', many, open({ a: '2026-12-16', b: '2026-12-18' }))).toEqual({ count: 1, dueOn: '2026-12-18', daysLeft: 0 });
    expect(parametersOn('2026-12-14', many, open({}))).toBeNull();
    const [fee, check] = [{ en: 'Fee', it: 'Diritto' }, { en: 'Check', it: 'Verifica' }];
    const kinds = [{ kind: fee, count: 2, ids: ['a', 'b'] }, { kind: check, count: 1, ids: ['c'] }];
    expect(parametersOn('2026-12-14', { ...many, parameters: { ...many.parameters, kinds } }, open({ b: '2026-12-18' }))).toMatchObject({ count: 1, kinds: [{ kind: fee, count: 1, ids: ['b'] }] });
  });

  it('is told by its day alone where nobody knows whether it is done', () => {
    const expiring: ToldOfDue = { dueOn: '2026-12-16', parameters: { expiresOn: '2026-12-16', daysLeft: 30 }, subjectKind: 'document', subjectId: 'a' };
    expect([followedBy(expiring), parametersOn('2026-12-14', expiring, open({})), parametersOn('2026-12-17', expiring, open({}))]).toEqual([[], { expiresOn: '2026-12-16', daysLeft: 2 }, null]);
  });
});

it('what falls due on no day is told as it was', () => {
  expect(parametersOn('2026-12-14', { dueOn: null, parameters: { taskTitle: 'Works' }, subjectKind: 'task', subjectId: 'a' }, open({}))).toEqual({ taskTitle: 'Works' });
});
