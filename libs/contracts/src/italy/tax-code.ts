import { compact, textWithout } from './said-problem.ts';

/** An Italian codice fiscale: 16 characters of a person, or the 11 digits of an organisation. */
export const TaxCode = textWithout(taxCodeProblem, compact);

/** A partita IVA: 11 digits, the last of them a check digit. The country in front is left out. */
export const PartitaIva = textWithout(partitaIvaProblem, (text) => compact(text).replace(/^IT(?=\d{11}$)/, ''));

/** What is wrong with a codice fiscale; nothing when its form and its check character are sound. */
export function taxCodeProblem(code: string): string | undefined {
  if (/^\d+$/.test(code) && code.length === 11) return partitaIvaProblem(code);
  if (code.length !== 16) return `must have the 16 characters of a person or the 11 digits of an organisation, not ${code.length}`;
  const wrong = parts.find(({ from, to, form }) => !form.test(code.slice(from, to)));
  if (wrong) return `${code.slice(wrong.from, wrong.to)} in characters ${wrong.from + 1} to ${wrong.to} cannot be ${wrong.is}`;
  const written = Number(plainDigits(code.slice(9, 11)));
  const day = written > 40 ? written - 40 : written;
  if (day < 1 || day > 31) return `${code.slice(9, 11)} in characters 10 to 11 is no day of birth, which is 1 to 31, and 40 more for a woman`;
  const check = checkCharacter(code);
  return code[15] === check ? undefined : `its check character is ${code[15]}, where ${check} belongs: another character is wrong, or this one`;
}

/** What is wrong with a partita IVA; nothing when its form and its check digit are sound. */
export function partitaIvaProblem(text: string): string | undefined {
  if (!/^\d{11}$/.test(text)) return `must be the 11 digits of a partita IVA, not ${/^\d*$/.test(text) ? text.length : text}`;
  if (!/[1-9]/.test(text)) return 'must be a partita IVA, which is not all zeros';
  const check = luhnDigit(text.slice(0, 10));
  return Number(text[10]) === check ? undefined : `its check digit is ${text[10]}, where ${check} belongs: another digit is wrong, or this one`;
}

/** The digit behind ten others by which a slip is found. */
function luhnDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

// Digits of a personal code may be replaced by letters, when two people would get the same one (omocodia).
const substitutes = 'LMNPQRSTUV';
const digit = `[\\d${substitutes}]`;
const parts = [
  { from: 0, to: 6, form: /^[A-Z]{6}$/, is: 'of surname and name, which are 6 letters' },
  { from: 6, to: 8, form: new RegExp(`^${digit}{2}$`), is: 'the year of birth' },
  { from: 8, to: 9, form: /^[ABCDEHLMPRST]$/, is: 'the month of birth, which is one of A B C D E H L M P R S T' },
  { from: 9, to: 11, form: new RegExp(`^${digit}{2}$`), is: 'the day of birth' },
  { from: 11, to: 15, form: new RegExp(`^[A-Z]${digit}{3}$`), is: 'the place of birth, which is a letter and 3 digits' },
  { from: 15, to: 16, form: /^[A-Z]$/, is: 'the check character, which is a letter' },
];
const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function plainDigits(text: string): string {
  return [...text].map((character) => (/\d/.test(character) ? character : String(substitutes.indexOf(character)))).join('');
}

function checkCharacter(code: string): string {
  const sum = [...code.slice(0, 15)].reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return total + (index % 2 === 0 ? (oddValues[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26));
}
