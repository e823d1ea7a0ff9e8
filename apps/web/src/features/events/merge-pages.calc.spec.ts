import { expect, it } from '@jest/globals';
import type { DeadLetterPage, DeadLetterView } from '@kairos/contracts';
import { mergePages } from './merge-pages.calc.ts';

const letter = (id: string, deadAt: string) => ({ id, deadAt }) as DeadLetterView;
const answered = (items: DeadLetterView[], nextCursor: string | null = null): PromiseSettledResult<DeadLetterPage> => ({ status: 'fulfilled', value: { items, nextCursor } });
const failed: PromiseSettledResult<DeadLetterPage> = { status: 'rejected', reason: new Error('away') };

it('lists what several services answered by time, and tells equal ids of two services apart', () => {
  const { letters } = mergePages(['assets', 'intake'], [answered([letter('a', '2026-03-01'), letter('b', '2026-01-01')]), answered([letter('a', '2026-02-01')])]);
  expect(letters.map(({ id }) => id)).toEqual(['assets.a', 'intake.a', 'assets.b']);
});

it('goes on where each list ended, and nowhere else', () => {
  const { cursors } = mergePages(['assets', 'intake'], [answered([], 'next'), answered([])]);
  expect(cursors).toEqual({ identity: null, assets: 'next', workflows: null, intake: null });
});

it('names who does not answer, and fails when nobody does', () => {
  expect(mergePages(['assets', 'intake'], [failed, answered([letter('a', '2026-02-01')])])).toMatchObject({ silent: ['assets'], letters: [{ id: 'intake.a' }] });
  expect(() => mergePages(['assets'], [failed])).toThrow('away');
});
