import { describe, expect, it } from '@jest/globals';
import { dateAfter, readOnlyFrom } from './tenant-standing.calc.ts';

const iso = (facts: Parameters<typeof readOnlyFrom>[0]) => readOnlyFrom(facts)?.toISOString() ?? null;

describe('a tenant becomes read-only', () => {
  it('never, while it is active and its plan has no end', () => {
    expect(iso({ status: 'Active', timeZone: 'Europe/Rome' })).toBeNull();
  });

  it.each([
    ['2027-03-01', 'Europe/Rome', '2027-03-01T23:00:00.000Z'],
    // The clock goes forward on the 28th, at two.
    ['2027-03-27', 'Europe/Rome', '2027-03-27T23:00:00.000Z'],
    ['2027-03-28', 'Europe/Rome', '2027-03-28T22:00:00.000Z'],
    ['2027-12-31', 'America/New_York', '2028-01-01T05:00:00.000Z'],
    ['2027-12-31', 'Asia/Kolkata', '2027-12-31T18:30:00.000Z'],
  ])('when the last day of its plan is over where it is: %s in %s', (planEndsOn, timeZone, from) => {
    expect(iso({ status: 'Trial', planEndsOn, timeZone })).toBe(from);
  });

  it('when it is suspended, or when its plan ends before that', () => {
    const readOnlySince = new Date('2027-03-10T10:00:00Z');
    expect(iso({ status: 'Suspended', readOnlySince, planEndsOn: '2028-01-01', timeZone: 'UTC' })).toBe(readOnlySince.toISOString());
    expect(iso({ status: 'Cancelled', readOnlySince, planEndsOn: '2027-03-01', timeZone: 'UTC' })).toBe('2027-03-02T00:00:00.000Z');
  });
});

it('a trial ends on a date of where the tenant is', () => {
  expect(dateAfter(new Date('2027-03-01T23:30:00Z'), 30, 'Europe/Rome')).toBe('2027-04-01');
  expect(dateAfter(new Date('2027-03-01T23:30:00Z'), 30, 'UTC')).toBe('2027-03-31');
});
