import { expect, it } from '@jest/globals';
import type { Notice } from './notifications.repository.ts';
import { oneForMany } from './one-for-many.calc.ts';

const notice = (reason: string, ...userIds: string[]): Notice => ({ template: 'task_mention', parameters: {}, plantId: null, subject: null, link: null, reason, userIds });
const told = (notices: readonly Notice[]) => notices.flatMap(({ reason, userIds }) => userIds.map((userId) => `${userId}: ${reason}`)).sort();
const gathered = (notices: readonly Notice[]) => told(oneForMany(notices, (own) => notice(`${own.length} from ${own[0].reason}`)));
const reasons = ['a', 'b', 'c', 'd', 'e', 'f'];

it('tells five one by one, and of more in one, to each person for themselves', () => {
  expect(gathered(reasons.slice(0, 5).map((reason) => notice(reason, 'ada')))).toEqual(['ada: a', 'ada: b', 'ada: c', 'ada: d', 'ada: e']);
  expect(gathered(reasons.map((reason, at) => notice(reason, 'ada', ...(at < 2 ? ['bea'] : []))))).toEqual(['ada: 6 from a', 'bea: a', 'bea: b']);
  expect(gathered([notice('a')])).toEqual([]);
});

it('gathers what is told in somebody’s stead by itself', () => {
  const inStead = reasons.map((reason) => ({ ...notice(reason, 'ada'), insteadOf: 'bea' }));
  const many = oneForMany([...inStead, notice('g', 'ada')], (own) => notice(`${own.length} from ${own[0].reason}`));
  expect(many.map(({ reason, insteadOf, userIds }) => [reason, insteadOf, userIds])).toEqual([['g', undefined, ['ada']], ['6 from a', 'bea', ['ada']]]);
});

it('says what the one stands for, and of which plants', () => {
  const tied = reasons.map((id, at): Notice => ({ ...notice(id, 'ada'), plantId: `plant ${at % 2}`, subject: { kind: 'deadline', id } }));
  expect(oneForMany(tied, () => notice('all')).map(({ covers }) => covers)).toEqual([{ kind: 'deadline', plantIds: ['plant 0', 'plant 1'], subjectIds: reasons }]);
});
