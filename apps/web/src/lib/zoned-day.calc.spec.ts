import { expect, it } from '@jest/globals';
import { dayOf, endOfDay, startOfDay, startOfNextDay } from './zoned-day.calc.ts';

it.each([
  ['2026-01-15', 'Europe/Rome', '2026-01-15T22:59:59.999Z'],
  ['2026-07-15', 'Europe/Rome', '2026-07-15T21:59:59.999Z'],
  // The night on which clocks go back: its day ends in winter time.
  ['2026-10-25', 'Europe/Rome', '2026-10-25T22:59:59.999Z'],
  ['2026-07-15', 'America/New_York', '2026-07-16T03:59:59.999Z'],
  ['2026-07-15', 'UTC', '2026-07-15T23:59:59.999Z'],
])('ends %s in %s at %s', (day, zone, end) => {
  expect(endOfDay(day, zone)).toBe(end);
});

it.each([
  ['2027-03-28', 'Europe/Rome', '2027-03-27T23:00:00.000Z', '2027-03-28T22:00:00.000Z'],
  ['2027-01-01', 'Asia/Tokyo', '2026-12-31T15:00:00.000Z', '2027-01-01T15:00:00.000Z'],
  ['2027-02-28', 'UTC', '2027-02-28T00:00:00.000Z', '2027-03-01T00:00:00.000Z'],
])('bounds %s in %s by the instants at which clocks there show midnight', (day, zone, from, until) => {
  expect([startOfDay(day, zone), startOfNextDay(day, zone)]).toEqual([from, until]);
  expect([from, endOfDay(day, zone), until].map((instant) => dayOf(new Date(instant), zone) === day)).toEqual([true, true, false]);
});
