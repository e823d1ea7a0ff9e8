import { expect, it } from '@jest/globals';
import { differenceOf } from './compare-versions.calc.ts';

const [first, second, third] = [{ number: 1, sha256: 'a', byteSize: 100 }, { number: 2, sha256: 'b', byteSize: 250 }, { number: 3, sha256: 'a', byteSize: 100 }] as const;
const all = [third, second, first];

it('tells by how much a version grew, and which earlier one it is again', () => {
  expect([first, second, third].map((version) => differenceOf(version, all))).toEqual([{ kind: 'first' }, { kind: 'differs', from: 1, bytes: 150 }, { kind: 'same', as: 1 }]);
});
