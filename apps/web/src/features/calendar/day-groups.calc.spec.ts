import { expect, it } from '@jest/globals';
import type { DeadlineView } from '@kairos/contracts';
import { groupsByDay } from './day-groups.calc.ts';

const deadline = (dueOn: string | null, code: string, status = 'open', overdue = false) => ({ dueOn, obligation: { code }, status, overdue }) as DeadlineView;

it('puts equal deadlines of a day together, what is late first and what is done last', () => {
  const days = groupsByDay([
    deadline('2027-03-31', 'a', 'completed'), deadline('2027-03-31', 'b'), deadline('2027-03-31', 'a'), deadline('2027-03-31', 'a'), deadline('2027-03-31', 'c', 'open', true),
    deadline('2027-03-30', 'a'), deadline(null, 'a', 'dateMissing'),
  ]);
  expect([...days.keys()].sort()).toEqual(['2027-03-30', '2027-03-31']);
  expect(days.get('2027-03-31')?.map(({ first, count, state }) => [first.obligation.code, count, state])).toEqual([['c', 1, 'overdue'], ['a', 2, 'open'], ['b', 1, 'open'], ['a', 1, 'completed']]);
});
