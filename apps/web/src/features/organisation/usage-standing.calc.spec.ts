import { expect, it } from '@jest/globals';
import { standingOf } from './usage-standing.calc.ts';

it.each([
  [0, 50, 0, 'free'], [39, 50, 0.78, 'free'], [40, 50, 0.8, 'near'], [49, 50, 0.98, 'near'], [50, 50, 1, 'full'], [51, 50, 1, 'full'], [0, 0, 1, 'full'], [999, null, 0, 'free'],
] as const)('%s of %s is %s and %s', (used, most, share, standing) => {
  expect(standingOf({ used, most })).toEqual({ share, standing });
});
