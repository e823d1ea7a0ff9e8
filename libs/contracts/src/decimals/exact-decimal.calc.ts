/** `digits × 10^-scale`: a decimal number without rounding. */
export type ExactDecimal = { digits: bigint; scale: number };

const plain = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;
const longest = 60;

/** Reads `-1234.50` and nothing looser: no exponent, no sign of plus, no group separators. */
export function parseExact(text: string): ExactDecimal | undefined {
  if (text.length > longest || !plain.test(text)) return undefined;
  const point = text.indexOf('.');
  return point === -1
    ? { digits: BigInt(text), scale: 0 }
    : { digits: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

export function timesPowerOfTen({ digits, scale }: ExactDecimal, exponent: number): ExactDecimal {
  return scale >= exponent ? { digits, scale: scale - exponent } : { digits: digits * 10n ** BigInt(exponent - scale), scale: 0 };
}

export function compareExact(a: ExactDecimal, b: ExactDecimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = a.digits * 10n ** BigInt(scale - a.scale) - b.digits * 10n ** BigInt(scale - b.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** In canonical form: no superfluous zeros, no `-0`. */
export function formatExact({ digits, scale }: ExactDecimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return `${sign}${whole}${fraction ? `.${fraction}` : ''}`;
}
