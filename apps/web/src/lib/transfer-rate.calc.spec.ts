import { expect, it } from '@jest/globals';
import { rateOf, secondsLeft, withSample, type Sample } from './transfer-rate.calc.ts';

const sampled = (...pairs: [number, number][]) => pairs.reduce<Sample[]>((samples, [atMs, bytes]) => withSample(samples, { atMs, bytes }), []);

it('tells how fast it goes now, not how fast it went', () => {
  expect(rateOf(sampled([0, 0], [1000, 5000], [2000, 10_000]))).toBe(5000);
  expect(rateOf(sampled([0, 0], [1000, 900_000], [20_000, 1_000_000], [21_000, 1_001_000]))).toBe(1000);
});

it('says nothing of a moment, and starts anew when an upload goes back to what has arrived', () => {
  expect(rateOf([])).toBeUndefined();
  expect(rateOf(sampled([0, 0], [100, 5000]))).toBeUndefined();
  expect(sampled([0, 5000], [1000, 1000])).toEqual([{ atMs: 1000, bytes: 1000 }]);
});

it('says what is left in steps that people say', () => {
  expect(secondsLeft(1000, undefined)).toBeUndefined();
  expect([secondsLeft(0, 1000), secondsLeft(1000, 1000), secondsLeft(31_000, 1000), secondsLeft(61_000, 1000), secondsLeft(3_700_000, 1000)]).toEqual([5, 5, 35, 120, 3900]);
});
