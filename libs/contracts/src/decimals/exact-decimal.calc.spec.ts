import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareExact, formatExact, parseExact, timesPowerOfTen } from './exact-decimal.calc.ts';
import type { ExactDecimal } from './exact-decimal.calc.ts';

const exact = (text: string): ExactDecimal => {
  const number = parseExact(text);
  if (!number) throw new Error(`${text} is no decimal`);
  return number;
};

describe('exact decimals', () => {
  it.each([
    ['0.1', 3, '100'],
    ['0.0005', 3, '0.5'],
    ['12.345678', 3, '12345.678'],
    ['180', 3, '180000'],
    ['1.10', 0, '1.1'],
    ['-0.0', 3, '0'],
    ['007', 0, '7'],
    ['.5', 0, '0.5'],
    ['1500', -3, '1.5'],
    ['0.000000000000000000001', 3, '0.000000000000000001'],
    ['123456789012345678901234567890', 6, '123456789012345678901234567890000000'],
  ])('%s × 10^%i is %s', (text, exponent, expected) => {
    expect(formatExact(timesPowerOfTen(exact(text), exponent))).toBe(expected);
  });

  it.each(['', ' ', '-', '.', '5.', '1e3', '1e309', 'NaN', 'Infinity', '0x10', '1_000', '1,5', '+5', '--1', '1.2.3', '٣', '1 2', '9'.repeat(61)])(
    'refuses %j',
    (text) => {
      expect(parseExact(text)).toBeUndefined();
    },
  );

  it('compares across scales', () => {
    expect(compareExact(exact('1.50'), exact('1.5'))).toBe(0);
    expect(compareExact(exact('-2'), exact('-1.999'))).toBe(-1);
    expect(compareExact(exact('0.1'), exact('0.09999'))).toBe(1);
  });

  it('never loses a digit on the way there and back', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 62n }), fc.nat({ max: 11 }), fc.nat({ max: 8 }), (digits, scale, shift) => {
      const text = formatExact({ digits, scale });
      expect(formatExact(timesPowerOfTen(timesPowerOfTen(exact(text), shift), -shift))).toBe(text);
    }));
  });
});
