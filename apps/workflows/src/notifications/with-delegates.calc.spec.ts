import { expect, it } from '@jest/globals';
import type { Notice } from './notifications.repository.ts';
import { withDelegates } from './with-delegates.calc.ts';

const notice = (kind: 'task' | 'deadline', ...userIds: string[]): Notice => ({ template: 'task_assigned', parameters: {}, plantId: null, subject: { kind, id: 'it' }, link: null, reason: 'given', userIds });
const delegates = new Map([['ada', 'cleo'], ['bea', 'cleo'], ['dora', 'ada']]);
const told = (notices: readonly Notice[], mayBeTold = () => true) => withDelegates(notices, delegates, mayBeTold).flatMap(({ userIds, insteadOf }) => userIds.map((userId) => `${userId}${insteadOf ? ` for ${insteadOf}` : ''}`));

it('tells a delegate what who is away is told of tasks, and for whom', () => {
  expect(told([notice('task', 'ada', 'eva')])).toEqual(['ada', 'eva', 'cleo for ada']);
  expect(told([notice('task', 'dora')])).toEqual(['dora', 'ada for dora']);
});

it('tells nobody twice', () => {
  expect(told([notice('task', 'ada', 'cleo')])).toEqual(['ada', 'cleo']);
  expect(told([notice('task', 'ada', 'bea')])).toEqual(['ada', 'bea', 'cleo for ada']);
});

it('tells a delegate nothing else, and nothing that they may not see', () => {
  expect(told([notice('deadline', 'ada')])).toEqual(['ada']);
  expect(told([{ ...notice('task', 'ada'), subject: null }])).toEqual(['ada']);
  expect(told([notice('task', 'ada')], () => false)).toEqual(['ada']);
});
