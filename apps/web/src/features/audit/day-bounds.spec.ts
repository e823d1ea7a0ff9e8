import { expect, it } from '@jest/globals';
import { endOfDay, startOfDay } from './day-bounds.ts';

it('takes a whole day where the reader is', () => {
  const [from, until] = [startOfDay('2027-03-31'), endOfDay('2027-03-31')];
  expect(new Date(from).getHours()).toBe(0);
  expect(new Date(until).getDate()).toBe(1);
  expect(Date.parse(until) - Date.parse(from)).toBe(24 * 3_600_000);
});
