import { expect, it } from '@jest/globals';
import { addMonths, dayByKey, lastOf, weeksOf } from './month.calc.ts';

it('lays a month out in weeks that begin on Monday', () => {
  const weeks = weeksOf('2027-03');
  expect(weeks).toHaveLength(5);
  expect(weeks[0]).toEqual(['2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04', '2027-03-05', '2027-03-06', '2027-03-07']);
  expect(weeks[4]).toEqual(['2027-03-29', '2027-03-30', '2027-03-31', null, null, null, null]);
  expect(weeksOf('2027-08')[0]).toEqual([null, null, null, null, null, null, '2027-08-01']);
  expect(weeksOf('2027-02')).toHaveLength(4);
});

it('goes from month to month, over years and shorter months', () => {
  expect([addMonths('2027-12-31', 1), addMonths('2027-01-31', 1), addMonths('2027-01-15', -1), addMonths('2028-03-31', -1)]).toEqual(['2028-01-31', '2027-02-28', '2026-12-15', '2028-02-29']);
  expect([lastOf('2027-12'), lastOf('2028-02')]).toEqual(['2027-12-31', '2028-02-29']);
});

it('follows the keys of a calendar', () => {
  const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'a'];
  expect(keys.map((key) => dayByKey('2027-03-31', key))).toEqual(['2027-03-30', '2027-04-01', '2027-03-24', '2027-04-07', '2027-02-28', '2027-04-30', '2027-03-01', '2027-03-31', undefined]);
});
