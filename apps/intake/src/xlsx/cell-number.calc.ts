import { plainDecimal } from '../values/plain-decimal.calc.ts';

/** A cell's text, or why there is none that could be trusted. */
export type CellText = { text: string } | { fault: 'number-too-long' | 'no-number' | 'no-date' };

const shownDigits = 15;

/**
 * A number as Excel shows it. Files keep the nearest binary fraction in 17 digits (`0.28000000000000003`); Excel itself
 * knows 15 of them (`0.28`). A whole number of more digits than that is not rounded but refused: it was meant as digits.
 */
export function cellNumber(stored: string): CellText {
  if (/^-?\d+$/.test(stored) && significant(stored) > shownDigits) return { fault: 'number-too-long' };
  const value = Number(stored);
  const plain = stored.trim() !== '' && Number.isFinite(value) ? plainDecimal(value.toPrecision(shownDigits)) : undefined;
  return plain === undefined ? { fault: 'no-number' } : { text: plain };
}

function significant(whole: string): number {
  return whole.replace(/^-?0*/, '').replace(/0+$/, '').length;
}
