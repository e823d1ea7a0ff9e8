import { expect, it } from '@jest/globals';
import { idleness } from './idle.calc.ts';

const minutes = (count: number) => count * 60_000;

it('says nothing to who does something, warns two minutes before the end, and is over then', () => {
  expect(idleness(0, minutes(15), minutes(12.9))).toEqual({ state: 'busy' });
  expect(idleness(0, minutes(15), minutes(13.5))).toEqual({ state: 'warned', leftMs: minutes(1.5) });
  expect(idleness(0, minutes(15), minutes(15))).toEqual({ state: 'over' });
});

it('warns of a short while in its last fifth', () => {
  expect(idleness(0, minutes(5), minutes(3.9))).toEqual({ state: 'busy' });
  expect(idleness(0, minutes(5), minutes(4.1))).toMatchObject({ state: 'warned' });
});
