import { expect, it } from '@jest/globals';
import { allPermissions } from '@kairos/contracts';
import { permissionWords, serviceWords } from './permission-words.ts';

it('says of every permission what it allows, and of no other', () => {
  expect(Object.keys(permissionWords).sort()).toEqual([...allPermissions].sort());
  expect(allPermissions.map((name) => name.split('.')[0]).filter((service = '') => !(service in serviceWords))).toEqual([]);
});
