import { expect, it } from '@jest/globals';
import { formatsOf } from './formats.ts';

const [en, it_] = [formatsOf('en', 'Asia/Tokyo'), formatsOf('it', 'Asia/Tokyo')];

it('writes capacities in the unit they are spoken of in, as the language has it', () => {
  expect(['19', '999.999', '1000', '2400.5', '29658910'].map(en.capacity)).toEqual(['19 kW', '999.999 kW', '1 MW', '2.4 MW', '29,658.91 MW']);
  expect(it_.capacity('29658910')).toBe('29.658,91 MW');
});

it('writes energy from kilowatt-hours to gigawatt-hours', () => {
  expect(['0', '12.5', '1500', '2345678'].map(en.energy)).toEqual(['0 kWh', '12.5 kWh', '1.5 MWh', '2.35 GWh']);
});

it('writes a day as that day, wherever the reader is', () => {
  expect(en.day('2027-03-31')).toBe('31 Mar 2027');
  expect(it_.day('2027-03-31')).toBe('31 mar 2027');
  expect(en.month('2027-01')).toBe('January 2027');
  expect([en.longDay('2027-03-31'), en.weekday('2027-03-31')]).toEqual(['Wednesday, 31 March 2027', 'Wed']);
  expect([en.monthDay('02-29'), it_.monthDay('03-31')]).toEqual(['29 February', '31 marzo']);
  expect([it_.longDay('2027-03-31'), it_.weekday('2027-03-31')]).toEqual(['mercoledì 31 marzo 2027', 'mer']);
});

it('writes an instant in the time of the plant', () => {
  expect(en.instant('2027-03-28T00:30:00Z', 'Europe/Rome')).toBe('28 Mar 2027, 01:30');
  expect(en.instant('2027-03-28T01:30:00Z', 'Europe/Rome')).toBe('28 Mar 2027, 03:30');
});

it('writes any other instant in the time of who reads, across midnight and the change of clocks', () => {
  expect([en.instant('2027-03-28T16:30:00Z'), it_.instant('2027-03-28T16:30:00Z')]).toEqual(['29 Mar 2027, 01:30', '29 mar 2027, 01:30']);
  const rome = formatsOf('en', 'Europe/Rome');
  expect(['2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z'].map((instant) => rome.instant(instant))).toEqual(['31 Oct 2027, 02:30', '31 Oct 2027, 02:30']);
});
