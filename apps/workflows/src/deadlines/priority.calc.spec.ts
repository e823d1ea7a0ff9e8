import { describe, expect, it } from '@jest/globals';
import { daysBetween, priorityOf } from './priority.calc.ts';

describe('the priority of a deadline', () => {
  it.each([[-30, 'High'], [-1, 'High'], [0, 'High'], [3, 'High'], [4, 'Medium'], [7, 'Medium'], [8, 'Low'], [400, 'Low']])('with %i days left is %s', (days, priority) => {
    expect(priorityOf(days)).toBe(priority);
  });

  it.each([['2026-11-21', '2026-11-21', 0], ['2026-11-21', '2026-11-20', -1], ['2027-03-27', '2027-03-29', 2], ['2027-02-28', '2028-02-29', 366]])('counts the days from %s to %s, also while the clocks change', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});
