import type { ExactDecimal } from './exact-decimal.calc.ts';

export function addExact(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: scaledTo(a, scale) + scaledTo(b, scale), scale };
}

export function subtractExact(a: ExactDecimal, { digits, scale }: ExactDecimal): ExactDecimal {
  return addExact(a, { digits: -digits, scale });
}

export function multiplyExact(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** A quotient with so many decimals, half away from zero; undefined where the divisor is zero. */
export function divideExact(a: ExactDecimal, b: ExactDecimal, decimals: number): ExactDecimal | undefined {
  if (b.digits === 0n) return undefined;
  const shift = decimals + b.scale - a.scale;
  const [numerator, denominator] = shift >= 0 ? [a.digits * 10n ** BigInt(shift), b.digits] : [a.digits, b.digits * 10n ** BigInt(-shift)];
  return { digits: halfAwayFromZero(numerator, denominator), scale: decimals };
}

/** Rounds to at most so many decimals, half away from zero. */
export function roundExact(number: ExactDecimal, decimals: number): ExactDecimal {
  if (number.scale <= decimals) return number;
  return { digits: halfAwayFromZero(number.digits, 10n ** BigInt(number.scale - decimals)), scale: decimals };
}

function scaledTo({ digits, scale }: ExactDecimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

function halfAwayFromZero(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}
