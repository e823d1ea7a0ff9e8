import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { coveredAfter, dueAfterCompletion, nextDue, undated } from './due-date.calc.ts';
import { parseObligationPack } from './obligation-pack.calc.ts';

const { calendar, obligations } = parseObligationPack(readFileSync(new URL('../../packs/italy/2026.1.yaml', import.meta.url), 'utf8'), '2026.1.yaml');
const named = (code: string) => {
  const obligation = obligations.find((candidate) => candidate.code === code);
  if (!obligation) throw new Error(`No obligation ${code}`);
  return obligation;
};
const declaration = named('annual-consumption-declaration');
const fee = named('licence-fee');
const fuelMix = named('fuel-mix-disclosure');
const spi = named('spi-check');
const first = (obligation: typeof spi, today: string, commissionedOn: string | null = null) =>
  nextDue(obligation, calendar, { commissionedOn }, { from: today, completed: null });

describe('a yearly obligation', () => {
  it.each([
    ['before the day', '2026-11-21', '2027-03-31'],
    ['on the day itself', '2027-03-31', '2027-03-31'],
    ['the day after', '2027-04-01', '2028-03-31'],
    ['on the first day of the year', '2027-01-01', '2027-03-31'],
  ])('is next due, seen %s', (_when, today, dueOn) => {
    expect(first(declaration, today)).toEqual({ nominalDueOn: dueOn, dueOn, countedFrom: null });
  });

  it('keeps the nominal date beside the one it moved to', () => {
    expect(first(fee, '2028-01-01')).toEqual({ nominalDueOn: '2028-12-16', dueOn: '2028-12-18', countedFrom: null });
  });

  it('is still ahead while only its nominal date is past', () => {
    expect(first(fee, '2028-12-18')?.nominalDueOn).toBe('2028-12-16');
    expect(first(fee, '2028-12-19')?.nominalDueOn).toBe('2029-12-16');
  });

  it('moves over Easter and Easter Monday', () => {
    expect(first(declaration, '2024-03-31')).toMatchObject({ nominalDueOn: '2024-03-31', dueOn: '2024-04-02' });
    expect(first(declaration, '2029-01-01')).toMatchObject({ nominalDueOn: '2029-03-31', dueOn: '2029-04-03' });
  });

  it('stays on a Saturday where no rule moves it', () => {
    expect(first(fuelMix, '2029-01-01')).toMatchObject({ nominalDueOn: '2029-03-31', dueOn: '2029-03-31' });
  });

  it('comes again a year after the occurrence that was completed, early or late', () => {
    const early = { nominalDueOn: '2027-03-31', completedOn: '2026-11-21' };
    const late = { nominalDueOn: '2024-03-31', completedOn: '2026-11-21' };
    expect(dueAfterCompletion(declaration, calendar, { commissionedOn: null }, early)?.nominalDueOn).toBe('2028-03-31');
    expect(dueAfterCompletion(declaration, calendar, { commissionedOn: null }, late)?.nominalDueOn).toBe('2025-03-31');
  });

  it('does not return to a completed occurrence', () => {
    const completed = { nominalDueOn: '2027-03-31', completedOn: '2026-11-21' };
    expect(nextDue(declaration, calendar, { commissionedOn: null }, { from: '2026-11-22', completed })?.nominalDueOn).toBe('2028-03-31');
  });

  it('is covered by work done after the occurrence before', () => expect(coveredAfter(declaration, '2027-03-31')).toBe('2026-03-31'));
});

describe('an obligation every five years', () => {
  it('is counted from the commissioning date', () => {
    expect(first(spi, '2026-11-21', '2024-06-12')).toEqual({ nominalDueOn: '2029-06-12', dueOn: '2029-06-12', countedFrom: '2024-06-12' });
  });

  it('takes the next of many', () => expect(first(spi, '2026-11-21', '1987-11-20')?.nominalDueOn).toBe('2027-11-20'));
  it('is due today on its day', () => expect(first(spi, '2026-11-21', '1986-11-21')?.nominalDueOn).toBe('2026-11-21'));
  it('is never due on the commissioning day itself', () => expect(first(spi, '2026-11-21', '2026-11-21')?.nominalDueOn).toBe('2031-11-21'));
  it('counts a plant that starts later from its start', () => expect(first(spi, '2026-11-21', '2027-02-01')?.nominalDueOn).toBe('2032-02-01'));
  it('has no date without a commissioning date', () => expect(first(spi, '2026-11-21', null)).toEqual(undated));

  it('falls on 28 February for a plant of 29 February, and on the 29th again in a leap year', () => {
    expect(first(spi, '2020-03-01', '2020-02-29')?.nominalDueOn).toBe('2025-02-28');
    expect(first(spi, '2039-01-01', '2020-02-29')?.nominalDueOn).toBe('2040-02-29');
  });

  it('moves a Sunday and keeps a Saturday', () => {
    expect(first(spi, '2026-11-21', '2022-10-31')).toMatchObject({ nominalDueOn: '2027-10-31', dueOn: '2027-11-02' });
    expect(first(spi, '2026-11-21', '2021-11-28')).toMatchObject({ nominalDueOn: '2026-11-28', dueOn: '2026-11-28' });
    expect(first(spi, '2026-11-21', '2022-05-01')).toMatchObject({ nominalDueOn: '2027-05-01', dueOn: '2027-05-03' });
  });

  it('restarts on the day it was done', () => {
    const completed = { nominalDueOn: '2027-06-12', completedOn: '2026-11-02' };
    const expected = { nominalDueOn: '2031-11-02', dueOn: '2031-11-03', countedFrom: '2026-11-02' };
    expect(dueAfterCompletion(spi, calendar, { commissionedOn: '2022-06-12' }, completed)).toEqual(expected);
  });

  it('has a date once a check is recorded, even without a commissioning date', () => {
    const completed = { nominalDueOn: null, completedOn: '2023-05-08' };
    expect(dueAfterCompletion(spi, calendar, { commissionedOn: null }, completed)?.nominalDueOn).toBe('2028-05-08');
  });

  it('is due in the past when the recorded check is too old', () => {
    const completed = { nominalDueOn: null, completedOn: '2015-05-08' };
    expect(dueAfterCompletion(spi, calendar, { commissionedOn: null }, completed)?.nominalDueOn).toBe('2020-05-08');
  });

  it('is covered by a check of the five years before', () => {
    expect(coveredAfter(spi, '2027-06-12')).toBe('2022-06-12');
    expect(coveredAfter(spi, null)).toBeNull();
    expect(coveredAfter(spi, '2025-02-28')).toBe('2020-02-29');
    expect(coveredAfter(spi, '2026-02-28')).toBe('2021-02-28');
  });
});
