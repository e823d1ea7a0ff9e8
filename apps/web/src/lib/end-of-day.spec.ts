import { expect, it } from '@jest/globals';
import { endOfDay } from './end-of-day.ts';

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
