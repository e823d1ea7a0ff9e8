import { z } from 'zod';
import { compact } from '../italy/said-problem.ts';
import { partitaIvaProblem } from '../italy/tax-code.ts';

/** How the VAT numbers of the Union look behind their country's two letters. */
const vatFormats: Record<string, RegExp> = {
  AT: /^U\d{8}$/, BE: /^[01]\d{9}$/, BG: /^\d{9,10}$/, CY: /^\d{8}[A-Z]$/, CZ: /^\d{8,10}$/, DE: /^\d{9}$/, DK: /^\d{8}$/, EE: /^\d{9}$/, EL: /^\d{9}$/,
  ES: /^[A-Z\d]\d{7}[A-Z\d]$/, FI: /^\d{8}$/, FR: /^[A-HJ-NP-Z\d]{2}\d{9}$/, HR: /^\d{11}$/, HU: /^\d{8}$/, IE: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/, IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/, LU: /^\d{8}$/, LV: /^\d{11}$/, MT: /^\d{8}$/, NL: /^\d{9}B\d{2}$/, PL: /^\d{10}$/, PT: /^\d{9}$/, RO: /^\d{2,10}$/, SE: /^\d{10}01$/,
  SI: /^\d{8}$/, SK: /^\d{10}$/, XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/** The check digits, for the countries whose rule is known here; of the others the form alone is checked. */
const vatChecks: Record<string, (number: string) => boolean> = {
  IT: (number) => partitaIvaProblem(number) === undefined,
  DE: (number) => mod11and10(number),
  HR: (number) => mod11and10(number),
  BE: (number) => 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8)),
  FR: (number) => !/^\d{2}/.test(number) || Number(number.slice(0, 2)) === (12 + 3 * (Number(number.slice(2)) % 97)) % 97,
  LU: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)),
  PL: (number) => weighted(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(number[9]),
  PT: (number) => { const rest = 11 - (weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11); return (rest > 9 ? 0 : rest) === Number(number[8]); },
  SI: (number) => { const rest = 11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11); return (rest === 10 ? 0 : rest) === Number(number[7]); },
};

/** A VAT number of the Union, `IT00743110157`; eleven digits alone are an Italian partita IVA. Spaces, dots and dashes are left out. */
export const VatNumber = z
  .string()
  .max(30)
  .transform((text) => compact(text).replace(/^(?=\d{11}$)/, 'IT'))
  .refine(isVatNumber, 'must be a VAT number of the European Union, with its check digit');

function isVatNumber(text: string): boolean {
  const [country, number] = [text.slice(0, 2), text.slice(2)];
  return (vatFormats[country]?.test(number) ?? false) && (vatChecks[country]?.(number) ?? true);
}

/** ISO 7064, MOD 11,10. */
function mod11and10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

function weighted(digits: string, weights: number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}
