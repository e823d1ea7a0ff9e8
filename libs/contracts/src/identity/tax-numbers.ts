import { z } from 'zod';

/** How the VAT numbers of the Union look behind their country's two letters. */
const vatFormats: Record<string, RegExp> = {
  AT: /^U\d{8}$/, BE: /^[01]\d{9}$/, BG: /^\d{9,10}$/, CY: /^\d{8}[A-Z]$/, CZ: /^\d{8,10}$/, DE: /^\d{9}$/, DK: /^\d{8}$/, EE: /^\d{9}$/, EL: /^\d{9}$/,
  ES: /^[A-Z\d]\d{7}[A-Z\d]$/, FI: /^\d{8}$/, FR: /^[A-HJ-NP-Z\d]{2}\d{9}$/, HR: /^\d{11}$/, HU: /^\d{8}$/, IE: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/, IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/, LU: /^\d{8}$/, LV: /^\d{11}$/, MT: /^\d{8}$/, NL: /^\d{9}B\d{2}$/, PL: /^\d{10}$/, PT: /^\d{9}$/, RO: /^\d{2,10}$/, SE: /^\d{10}01$/,
  SI: /^\d{8}$/, SK: /^\d{10}$/, XI: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
};

/** The check digits, for the countries whose rule is known here; of the others the form alone is checked. */
const vatChecks: Record<string, (number: string) => boolean> = {
  IT: (number) => luhn(number),
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
  .transform((text) => canonical(text).replace(/^(?=\d{11}$)/, 'IT'))
  .refine(isVatNumber, 'must be a VAT number of the European Union, with its check digit');

/** An Italian codice fiscale: 16 characters of a person, or the 11 digits of an organisation. */
export const TaxCode = z
  .string()
  .max(30)
  .transform(canonical)
  .refine((code) => (/^\d{11}$/.test(code) ? luhn(code) : isPersonalTaxCode(code)), 'must be an Italian codice fiscale, with its check character');

function isVatNumber(text: string): boolean {
  const [country, number] = [text.slice(0, 2), text.slice(2)];
  return (vatFormats[country]?.test(number) ?? false) && (vatChecks[country]?.(number) ?? true);
}

function canonical(text: string): string {
  return text.toUpperCase().replaceAll(/[\s.\-/]/g, '');
}

/** The check digit of the partita IVA. */
function luhn(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && /[1-9]/.test(digits);
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

// Digits of a personal code may be replaced by letters, when two people would get the same one.
const personal = /^[A-Z]{6}[\dLMNPQRSTUV]{2}[ABCDEHLMPRST][\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{3}[A-Z]$/;
const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isPersonalTaxCode(code: string): boolean {
  if (!personal.test(code)) return false;
  const sum = [...code.slice(0, 15)].reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return total + (index % 2 === 0 ? (oddValues[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26)) === code[15];
}
