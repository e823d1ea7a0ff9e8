import { describe, expect, it } from '@jest/globals';
import { monthsOfYear, yearsToShow } from './months-of-year.calc.ts';

describe('the months of a year', () => {
  it('are all twelve of one that is over', () => expect(monthsOfYear(2025, '2026-11')).toEqual({ from: '2025-01', to: '2025-12' }));

  it('end with this month in the year that runs', () => expect(monthsOfYear(2026, '2026-11')).toEqual({ from: '2026-01', to: '2026-11' }));

  it('are asked for as they are where the year is still to come', () => expect(monthsOfYear(2027, '2026-11')).toEqual({ from: '2027-01', to: '2027-12' }));
});

describe('the years of a plant', () => {
  it('go from this one back to the one in which it was commissioned', () => expect(yearsToShow('2026-11', 2023, undefined)).toEqual([2026, 2025, 2024, 2023]));

  it('are this one alone where it is commissioned later', () => expect(yearsToShow('2026-11', 2028, undefined)).toEqual([2026]));

  it('go ten back where nobody knows since when it is there', () => expect(yearsToShow('2026-11', null, undefined)).toHaveLength(11));

  it('go back to 1900 where it is older', () => expect(yearsToShow('2026-11', 1884, undefined).at(-1)).toBe(1900));

  it('hold the one that is looked at, wherever it lies', () => expect(yearsToShow('2026-11', 2025, 2019)).toEqual([2026, 2025, 2019]));
});
