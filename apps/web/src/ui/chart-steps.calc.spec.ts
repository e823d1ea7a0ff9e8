import { expect, it } from '@jest/globals';
import { stepTo } from './chart-steps.calc.ts';

it('steps through the places of a chart by its keys, and leaves others alone', () => {
  expect([stepTo('ArrowRight', undefined, 12), stepTo('ArrowLeft', undefined, 12), stepTo('ArrowRight', 3, 12), stepTo('ArrowRight', 11, 12), stepTo('ArrowLeft', 0, 12)]).toEqual([0, 11, 4, 11, 0]);
  expect([stepTo('Home', 5, 12), stepTo('End', 5, 12)]).toEqual([0, 11]);
  expect([stepTo('Tab', 5, 12), stepTo('ArrowRight', undefined, 0)]).toEqual([undefined, undefined]);
});
