import { expect, it } from '@jest/globals';
import type { DeadlinePage, DeadlineView } from '@kairos/contracts';
import { groupsOfDeadlines } from './group-deadlines.ts';

type Short = [dueOn: string, code: string];
const deadlinesOf = (all: Short[]) => all.map(([dueOn, code], at) => ({ id: String(at), dueOn, obligation: { code } }) as DeadlineView);

/** The API over a list in order of days: it answers a page from a day on. */
function api(all: Short[]) {
  const asked: (string | undefined)[] = [];
  const read = ({ limit, dueFrom }: { limit: number; dueFrom?: string }): Promise<DeadlinePage> => {
    asked.push(dueFrom);
    const found = deadlinesOf(all).filter(({ dueOn }) => dueFrom === undefined || (dueOn ?? '') >= dueFrom);
    return Promise.resolve({ items: found.slice(0, limit), nextCursor: found.length > limit ? 'more' : null });
  };
  return { asked, read };
}
const told = async (all: Short[]) => (await groupsOfDeadlines(api(all).read)).map(({ first, count, complete }) => [first.dueOn, first.obligation.code, count, complete]);
const times = (count: number, each: Short): Short[] => Array.from({ length: count }, () => each);

it('tells equal deadlines of many plants as one, and different ones apart', async () => {
  expect(await told([['2027-03-30', 'a'], ['2027-03-31', 'a'], ['2027-03-31', 'b'], ['2027-03-31', 'a']])).toEqual([
    ['2027-03-30', 'a', 1, true], ['2027-03-31', 'a', 2, true], ['2027-03-31', 'b', 1, true],
  ]);
  expect(await told([])).toEqual([]);
});

it('says at least of a day that a page does not hold, and goes on with the day after', async () => {
  const all = [...times(20, ['2027-03-30', 'a']), ...times(744, ['2027-12-31', 'fee']), ...times(3, ['2028-01-01', 'b'])];
  expect(await told(all)).toEqual([['2027-03-30', 'a', 20, true], ['2027-12-31', 'fee', 80, false], ['2028-01-01', 'b', 3, true]]);
});

it('asks no more than a few times, however many days are full', async () => {
  const { asked, read } = api(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-01-05', '2027-01-06'].flatMap((day) => times(150, [day, 'a'])));
  expect(await groupsOfDeadlines(read)).toHaveLength(4);
  expect(asked).toEqual([undefined, '2027-01-02', '2027-01-03', '2027-01-04']);
});
