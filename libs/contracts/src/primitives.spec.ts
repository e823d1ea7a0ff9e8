import { describe, expect, it } from '@jest/globals';
import { DecimalString, Instant, Kilowatts, kilowattsOf, PlainDate, wattsOf } from './primitives.ts';

describe('kilowatts', () => {
  it.each(['998.5', '0.001', '29658910', '999999999.999'])('keep %s exactly on the way to watts and back', (capacityKw) => {
    expect(kilowattsOf(wattsOf(capacityKw))).toBe(capacityKw);
  });

  it('have one spelling: trailing zeros go', () => {
    expect(kilowattsOf(wattsOf('20.500'))).toBe('20.5');
    expect(kilowattsOf(wattsOf('20.000'))).toBe('20');
  });

  it.each(['0', '0.000', '-1', '1e3', '1,5', '007', '1.2345', 'NaN', 'Infinity', '', ' 5', '1000000000'])('refuse %p', (value) => {
    expect(Kilowatts.safeParse(value).success).toBe(false);
  });
});

describe('a date', () => {
  it.each(['0001-01-01', '2024-02-29', '9999-12-31'])('may be %s', (value) => expect(PlainDate.safeParse(value).success).toBe(true));
  it.each(['0000-01-01', '2026-02-29', '2026-1-1', '10000-01-01'])('may not be %s', (value) => expect(PlainDate.safeParse(value).success).toBe(false));
  it('has a year as an instant too', () => expect(Instant.safeParse('0000-01-01T00:00:00Z').success).toBe(false));
});

describe('a decimal', () => {
  it.each(['0', '-0.5', '123456789012345.123456789'])('may be %s', (value) => expect(DecimalString.safeParse(value).success).toBe(true));
  it.each(['1e309', '.5', '5.', '01', '--1', '1_000'])('may not be %s', (value) => expect(DecimalString.safeParse(value).success).toBe(false));
});
