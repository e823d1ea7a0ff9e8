import { expect, it } from '@jest/globals';
import { changedFields, written } from './values-changed.calc.ts';

it('leaves out what stayed the same', () => {
  expect(changedFields({ name: 'A', grants: ['x'], version: 1 }, { name: 'A', grants: ['x', 'y'], version: 2 })).toEqual([
    { field: 'grants', from: ['x'], to: ['x', 'y'] }, { field: 'version', from: 1, to: 2 },
  ]);
});

it('shows all of what is new or gone', () => {
  expect(changedFields(null, { name: 'A' })).toEqual([{ field: 'name', from: undefined, to: 'A' }]);
  expect(changedFields({ name: 'A' }, null)).toEqual([{ field: 'name', from: 'A', to: undefined }]);
  expect(changedFields(null, null)).toEqual([]);
});

it('writes values of any shape as text', () => {
  expect([null, [], ['a', 'b'], 3, false, { a: 1 }].map(written)).toEqual(['–', '–', 'a, b', '3', 'false', '{\n "a": 1\n}']);
});
