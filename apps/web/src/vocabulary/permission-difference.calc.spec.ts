import { expect, it } from '@jest/globals';
import { permissionDifference } from './permission-difference.calc.ts';

it('tells what is gained and what is lost, each once', () => {
  expect(permissionDifference(['a.b.read', 'a.b.write'], ['a.b.read', 'c.d.read', 'c.d.read'])).toEqual({ gained: ['c.d.read'], lost: ['a.b.write'] });
});

it('says nothing of what stays', () => {
  expect(permissionDifference(['a.b.read'], ['a.b.read'])).toEqual({ gained: [], lost: [] });
});
