import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Holidays from 'date-holidays';
import { holidayOn, shifted } from './holiday-calendar.calc.ts';
import { patronOf } from './patron-day.calc.ts';
import { parseObligationPack } from './obligation-pack.calc.ts';
import { addDays, dateInZone, easterSunday } from './plain-date.calc.ts';

const { calendar } = parseObligationPack(readFileSync(new URL('../../packs/italy/2026.2.yaml', import.meta.url), 'utf8'), '2026.2.yaml');

describe('the Italian holiday calendar', () => {
  it.each([
    [1961, '1961-04-02'],
    [2024, '2024-03-31'],
    [2027, '2027-03-28'],
    [2029, '2029-04-01'],
    [2038, '2038-04-25'],
  ])('finds Easter of %i on %s', (year, date) => expect(easterSunday(year)).toBe(date));

  it('keeps Easter Monday', () => expect(holidayOn(calendar, '2027-03-29')?.en).toBe('Easter Monday'));

  it('keeps Saint Francis from 2026 on', () => {
    expect(holidayOn(calendar, '2025-10-04')).toBeUndefined();
    expect(holidayOn(calendar, '2026-10-04')?.it).toBe("San Francesco d'Assisi");
    expect(holidayOn(calendar, '2027-10-04')?.it).toBe("San Francesco d'Assisi");
  });

  it('agrees with an independent calendar on every day of 2026 to 2045', () => {
    const independent = new Holidays('IT');
    for (let year = 2026; year <= 2045; year += 1) {
      const days = Array.from({ length: 366 }, (_, day) => addDays(`${year}-01-01`, day)).filter((date) => date.startsWith(String(year)));
      const expected = independent.getHolidays(year).filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10));
      expect(days.filter((date) => holidayOn(calendar, date))).toEqual([...new Set(expected)].sort());
    }
  });
});

describe('shifting a date', () => {
  it('leaves a working day alone', () => expect(shifted(calendar, '2027-03-31', 'nextWorkingDay')).toBe('2027-03-31'));
  it('moves a Saturday to Monday', () => expect(shifted(calendar, '2028-12-16', 'nextWorkingDay')).toBe('2028-12-18'));
  it('moves a Sunday to Monday', () => expect(shifted(calendar, '2029-12-16', 'nextWorkingDay')).toBe('2029-12-17'));
  it('passes over Easter and Easter Monday in one step', () => expect(shifted(calendar, '2024-03-31', 'nextWorkingDay')).toBe('2024-04-02'));
  it('passes over a Saturday before Easter as well', () => expect(shifted(calendar, '2029-03-31', 'nextWorkingDay')).toBe('2029-04-03'));
  it('counts a Saturday as a day where only holidays are passed over', () => expect(shifted(calendar, '2029-03-31', 'nextNonHoliday')).toBe('2029-03-31'));
  it('moves a Sunday where only holidays are passed over', () => expect(shifted(calendar, '2024-03-31', 'nextNonHoliday')).toBe('2024-04-02'));
  it('moves over the turn of the year', () => expect(shifted(calendar, '2028-12-31', 'nextWorkingDay')).toBe('2029-01-02'));
  it('moves nothing under the rule none', () => expect(shifted(calendar, '2024-03-31', 'none')).toBe('2024-03-31'));
});

it('takes the date of an instant where the obligation lives', () => {
  expect(dateInZone(new Date('2026-12-16T23:30:00Z'), 'Europe/Rome')).toBe('2026-12-17');
  expect(dateInZone(new Date('2026-12-16T22:30:00Z'), 'Europe/Rome')).toBe('2026-12-16');
});

describe('the patron saint of a municipality', () => {
  it.each([
    ['Reggio Calabria', 'RC', 'San Giorgio'], ['REGGIO DI CALABRIA', 'rc', 'San Giorgio'], ['Reggio Emilia', 'RE', 'San Prospero'], ['Reggio nell’Emilia', null, 'San Prospero'],
    ['Bolzano/Bozen', 'BZ', 'Lunedì di Pentecoste'], ['Bozen', 'BZ', 'Lunedì di Pentecoste'], ['Bozen - Bolzano', null, 'Lunedì di Pentecoste'], ['Forli', 'FC', 'Madonna del Fuoco'],
    ['FORLI\'', 'FC', 'Madonna del Fuoco'], ['L’Aquila', 'AQ', 'San Massimo d\'Aveia'], ['Laquila', null, 'San Massimo d\'Aveia'],
  ])('is found by %s (%s)', (municipality, province, saint) => expect(patronOf(calendar, { municipality, province })?.name).toBe(saint));

  it.each([['Reggio', 'RC'], ['Reggio Emilia', 'RC'], ['Reggiolo', 'RE'], ['Emilia', null]])('is not found by %s (%s)', (municipality, province) => expect(patronOf(calendar, { municipality, province })).toBeUndefined());
});
