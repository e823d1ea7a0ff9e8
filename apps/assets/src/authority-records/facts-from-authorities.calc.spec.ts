import { describe, expect, it } from '@jest/globals';
import { incentivesOf, licenceActiveOn, todayInItaly } from './facts-from-authorities.calc.ts';

describe('incentives', () => {
  const record = { incentiveEurPerMwh: '65.25', estimatedMwhPerYear: '1200.5', incentiveYears: 20 };

  it('are euros per MWh times the energy of a year, and of all years', () => {
    expect(incentivesOf(record)).toEqual({ incentivesPerYearEur: '78332.63', incentivesTotalEur: '1566652.5' });
  });

  it('are paid for no more than the energy that is incentivised in all', () => {
    expect(incentivesOf({ ...record, incentivisedCapMwh: '10000' })).toEqual({ incentivesPerYearEur: '78332.63', incentivesTotalEur: '652500' });
    expect(incentivesOf({ ...record, incentivisedCapMwh: '100' })).toEqual({ incentivesPerYearEur: '6525', incentivesTotalEur: '6525' });
    expect(incentivesOf({ incentiveEurPerMwh: '10', incentivisedCapMwh: '100' })).toEqual({ incentivesPerYearEur: null, incentivesTotalEur: '1000' });
  });

  it.each([[{}], [{ incentiveEurPerMwh: '65.25' }], [{ estimatedMwhPerYear: '1200', incentiveYears: 20 }]])('are not known from %j', (known) => {
    expect(incentivesOf(known)).toEqual({ incentivesPerYearEur: null, incentivesTotalEur: null });
  });
});

describe('a customs licence', () => {
  it.each([
    [{}, null],
    [{ feeEur: '23.24' }, null],
    [{ licenceCode: 'IT00FGA00001E' }, false],
    [{ licenceIssuedOn: '2020-01-10' }, true],
    [{ licenceIssuedOn: '2026-06-15' }, true],
    [{ licenceIssuedOn: '2026-06-16' }, false],
    [{ licenceIssuedOn: '2020-01-10', licenceExpiresOn: '2026-06-15' }, true],
    [{ licenceIssuedOn: '2020-01-10', licenceExpiresOn: '2026-06-14' }, false],
  ])('by %j is active on 15 June 2026: %s', (record, active) => {
    expect(licenceActiveOn(record, '2026-06-15')).toBe(active);
  });

  it('goes by the day it is in Italy', () => {
    expect(todayInItaly(new Date('2026-06-14T22:30:00Z'))).toBe('2026-06-15');
  });
});
