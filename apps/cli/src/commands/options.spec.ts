import { describe, expect, it } from '@jest/globals';
import { countOption, instantOption } from './options.ts';

describe('options', () => {
  it('take whole numbers above zero', () => {
    expect(countOption('12')).toBe(12);
    for (const wrong of ['0', '-1', '1.5', 'x', '']) expect(() => countOption(wrong)).toThrow('whole number');
  });

  it('take instants, dates and ages', () => {
    expect(instantOption('2027-03-31T08:00:00Z').toISOString()).toBe('2027-03-31T08:00:00.000Z');
    expect(instantOption('2027-03-31').toISOString()).toBe('2027-03-31T00:00:00.000Z');
    expect(Date.now() - instantOption('2h').getTime()).toBeGreaterThanOrEqual(7_200_000);
    for (const wrong of ['yesterday', '5x', '']) expect(() => instantOption(wrong)).toThrow('instant');
  });
});
