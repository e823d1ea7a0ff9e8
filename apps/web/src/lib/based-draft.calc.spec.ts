import { expect, it } from '@jest/globals';
import { changedFields, rebasedValues } from './based-draft.calc.ts';

it('names the fields that somebody changed', () => {
  expect(changedFields({ a: 1, b: ['x'] }, { a: 1, b: ['x', 'y'] })).toEqual(['b']);
  expect(changedFields({ a: 1 }, { a: 1 })).toEqual([]);
});

it('puts what I changed upon what somebody else saved', () => {
  expect(rebasedValues({ a: 1, b: 1, c: 1 }, { a: 2, b: 1, c: 1 }, { a: 1, b: 3, c: 1 })).toEqual({ a: 2, b: 3, c: 1 });
});

it('puts the parts I changed of a value upon theirs, and the whole of one that has other parts now', () => {
  const policy = { attempts: 10, concurrency: 4 };
  expect(rebasedValues<Record<string, object>>({ policy }, { policy: { ...policy, attempts: 3 } }, { policy: { ...policy, concurrency: 7 } })).toEqual({ policy: { attempts: 3, concurrency: 7 } });
  expect(rebasedValues<Record<string, object>>({ reach: { plants: [] } }, { reach: { plants: ['a'] } }, { reach: { all: true } })).toEqual({ reach: { plants: ['a'] } });
});
