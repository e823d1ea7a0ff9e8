import { expect, it } from '@jest/globals';
import { changedFields, rebasedValues } from './based-draft.calc.ts';

it('names the fields that somebody changed', () => {
  expect(changedFields({ a: 1, b: ['x'] }, { a: 1, b: ['x', 'y'] })).toEqual(['b']);
  expect(changedFields({ a: 1 }, { a: 1 })).toEqual([]);
});

it('puts what I changed upon what somebody else saved', () => {
  expect(rebasedValues({ a: 1, b: 1, c: 1 }, { a: 2, b: 1, c: 1 }, { a: 1, b: 3, c: 1 })).toEqual({ a: 2, b: 3, c: 1 });
});
