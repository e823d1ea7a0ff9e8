import { commonPasswords } from './common-passwords.ts';

/** Unicode has several spellings of one text; a password is the same whichever keyboard typed it. */
export function canonicalPassword(password: string): string {
  return password.normalize('NFKC');
}

/** Why a new password is refused, or undefined. Length and a blocklist decide; there are no composition rules. */
export function passwordProblem(password: string, email: string): string | undefined {
  const canonical = canonicalPassword(password);
  const plain = withoutSeparators(canonical);
  if ([...canonical].length < 15) return 'must have at least 15 characters';
  if (commonPasswords.has(plain) || commonPasswords.has(plain.replace(/[\d!?]+$/, ''))) return 'is among the most used ones';
  if (isRepetition(plain)) return 'repeats itself';
  if (isSequence(plain)) return 'is a plain sequence';
  const [name = ''] = email.split('@').map(withoutSeparators);
  if (plain === withoutSeparators(email) || (name.length >= 4 && plain.replaceAll(name, '').length < 6)) return 'is made of your e-mail address';
  return undefined;
}

function withoutSeparators(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_.-]+/g, '');
}

/** `abcabcabcabcabc`: one short piece over and over. */
function isRepetition(text: string): boolean {
  return /^(.{1,6}?)\1+.{0,5}$/u.test(text) && new Set(text).size <= 6;
}

/** `123456789012345` or `abcdefghijklmnop`, up or down. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.charCodeAt(0));
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return [1, -1].some((direction) => steps.filter((step) => step === direction || Math.abs(step) === 9).length >= steps.length - 1);
}
