import { describe, expect, it } from '@jest/globals';
import { formatExact, parseExact, timesPowerOfTen } from '@kairos/contracts';
import { shiftPlain } from './shift-plain.calc.ts';

/** Every text of up to five signs, and longer ones. */
const signs = ['-', '0', '1', '9', '.'];
const short = Array.from({ length: 5 }).reduce<string[]>((all) => [...all, ...all.filter(({ length }) => length === Math.max(...all.map((text) => text.length))).flatMap((text) => signs.map((sign) => text + sign))], ['']);
const long = ['12.345', '12.3456789', '1'.repeat(30), '1'.repeat(31), `1.${'1'.repeat(20)}`, `1.${'1'.repeat(21)}`, '1,5', '1.234,5', '+1', '1e3', ' 1', '1 ', '1\n', '١', '1_0', '0x1', 'NaN', '-0.5', '0.05', '-12.050'];

describe('a plain number', () => {
  it.each([0, 1, 3, 6, 9])('is shifted by its text as exact arithmetic shifts it, wherever it is taken: by %i places', (exponent) => {
    const shift = shiftPlain(exponent);
    const exactly = (text: string) => {
      const number = parseExact(text);
      return number && formatExact(timesPowerOfTen(number, exponent));
    };
    const taken = [...short, ...long].flatMap((text) => (shift(text) === undefined ? [] : [text]));
    expect(taken.map((text) => [text, shift(text)])).toEqual(taken.map((text) => [text, exactly(text)]));
    expect(taken.length).toBeGreaterThan(300);
    expect(taken).toEqual(expect.arrayContaining(['12.345', '12.3456789', '-9.9', '1'.repeat(30)]));
  });
});
