import { compact, textWithout } from './said-problem.ts';

/** How many characters the IBANs of countries have in which Italian companies keep accounts (ISO 13616). */
const lengths: Record<string, number> = { IT: 27, SM: 27, AT: 20, BE: 16, CH: 21, DE: 22, ES: 24, FR: 27, GB: 22, IE: 22, LU: 20, MT: 31, NL: 18, PT: 25, SI: 19 };

/** An account to which money is paid, `IT60X0542811101000000123456`; spaces are left out. */
export const Iban = textWithout(ibanProblem, compact);

/** What is wrong with an IBAN; nothing when its form, its length and its check digits are sound. */
export function ibanProblem(iban: string): string | undefined {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return 'must be an IBAN: 2 letters of the country, 2 check digits, and the account';
  const country = iban.slice(0, 2);
  const length = lengths[country];
  if (length !== undefined && iban.length !== length) return `an IBAN of ${country} has ${length} characters, not ${iban.length}`;
  if (/^(IT|SM)/.test(iban) && !/^..\d\d[A-Z]\d{10}/.test(iban)) return `an IBAN of ${country} has a letter, 5 digits of the bank and 5 of the branch behind its check digits`;
  return remainder(iban) === 1 ? undefined : 'the check digits of this IBAN do not fit: a character is wrong, or two are swapped';
}

/** ISO 7064, MOD 97-10, over the account with country and check digits behind it. */
function remainder(iban: string): number {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
