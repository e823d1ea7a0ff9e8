import { expect, it } from '@jest/globals';
import { monthBefore, monthsTo, nameOfMonth, numberOfMonth } from './month-names.calc.ts';

it('reckons with months over the turn of years', () => {
  expect([monthBefore('2026-01'), monthBefore('2026-12'), nameOfMonth(numberOfMonth('2027-07'))]).toEqual(['2025-12', '2026-11', '2027-07']);
  expect(monthsTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});
