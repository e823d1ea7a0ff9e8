import { divideExact, formatExact, multiplyExact, parseExact, roundExact, type EstimateFigure, type EstimateInput, type ExactDecimal } from '@kairos/contracts';

/** An input and what is done with it; the first is where the arithmetic begins. */
export type Term = EstimateInput & { by?: '×' | '÷' };

type Figure = Pick<EstimateFigure, 'name' | 'unit' | 'rule'> & { variant?: string };

/**
 * Works out a figure from left to right, exactly, and writes down how.
 *
 * @param terms decimals as the figure's inputs tell them; only powers of ten are divided by, so that nothing is lost
 */
export function figureOf(figure: Figure, terms: readonly [Term, ...Term[]]): EstimateFigure {
  const [first, ...others] = terms;
  const exact = others.reduce((so, { value, by }) => (by === '÷' ? quotient(so, exactly(value)) : multiplyExact(so, exactly(value))), exactly(first.value));
  const arithmetic = others.reduce((text, { value, by = '×' }) => `${text} ${by} ${value}`, first.value);
  const value = figure.unit === 'kWh/year' ? formatExact(exact) : euros(exact);
  return { variant: null, ...figure, value, arithmetic, inputs: terms.map(({ by: _by, ...input }) => input) };
}

/** A figure that means nothing for the plant, and why. */
export function noFigure(figure: Figure): EstimateFigure {
  return { variant: null, ...figure, value: null, arithmetic: null, inputs: [] };
}

/** To the cent, half away from zero, with both decimals. */
function euros(exact: ExactDecimal): string {
  const [whole = '0', cents = ''] = formatExact(roundExact(exact, 2)).split('.');
  return `${whole}.${cents.padEnd(2, '0')}`;
}

function quotient(dividend: ExactDecimal, divisor: ExactDecimal): ExactDecimal {
  const found = divideExact(dividend, divisor, dividend.scale + formatExact(divisor).length);
  if (!found) throw new Error('An estimate divides by nothing that can be zero.');
  return found;
}

function exactly(text: string): ExactDecimal {
  const exact = parseExact(text);
  if (!exact) throw new Error(`${text} is no decimal.`);
  return exact;
}
