import { commonPasswords } from './common-passwords.ts';

export const longestPassword = 128;

/** What is known of the person and place a password is for: what anybody would try first. */
export type PasswordContext = { email: string; names?: readonly string[]; hasSecondFactor?: boolean };

/** Unicode has several spellings of one text; a password is the same whichever keyboard typed it. */
export function canonicalPassword(password: string): string {
  return password.normalize('NFKC');
}

/** NIST SP 800-63B: 15 characters where the password stands alone, 8 beside a second factor. */
export function minimumPasswordLength({ hasSecondFactor = false }: Pick<PasswordContext, 'hasSecondFactor'>): number {
  return hasSecondFactor ? 8 : 15;
}

/** Whether a password that may be chosen is too short to stand without a second factor. */
export function needsSecondFactor(password: string): boolean {
  return [...canonicalPassword(password)].length < minimumPasswordLength({});
}

/** Why a new password is refused, or undefined. Length and blocklists decide; there are no composition rules. */
export function passwordProblem(password: string, context: PasswordContext): string | undefined {
  const canonical = canonicalPassword(password);
  const [length, minimum] = [[...canonical].length, minimumPasswordLength(context)];
  if (length < minimum) return `must have at least ${minimum} characters`;
  if (length > longestPassword) return `must have at most ${longestPassword} characters`;
  const plain = withoutSeparators(canonical);
  if (isCommon(plain)) return 'is among the most used ones';
  if (isRepetition(plain)) return 'repeats itself';
  if (isSequence(plain)) return 'is a plain sequence';
  if (isMadeOf(plain, context)) return 'is made of names that anybody would try';
  return undefined;
}

function withoutSeparators(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_.-]+/g, '');
}

/** On the list; or with digits and marks at its end, or several times over. */
function isCommon(plain: string): boolean {
  const repeated = /^(.{4,}?)\1+$/u.exec(plain)?.[1];
  return [plain, plain.replace(/[\d!?]+$/, ''), repeated].some((text) => text !== undefined && commonPasswords.has(text));
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

/** Little is left when the product, the address, its owner and their organisation are taken out. */
function isMadeOf(plain: string, { email, names = [] }: PasswordContext): boolean {
  const [local = '', domain = ''] = email.split('@');
  const words = ['kairos', withoutSeparators(local), ...local.split(/[._+-]/), ...domain.split('.'), ...names.flatMap((name) => [withoutSeparators(name), ...name.split(/\s+/)])];
  const known = words.map((word) => word.toLowerCase()).filter((word) => word.length >= 4).sort((a, b) => b.length - a.length);
  const rest = known.reduce((text, word) => text.replaceAll(word, ''), plain);
  return rest !== plain && rest.replaceAll(/[^\p{L}]/gu, '').length < 4 && rest.length < 8;
}
