/** Whether a character, by its number, is one of those that are meant. */
export type CharTest = (code: number) => boolean;

export const between = (first: number, last: number): CharTest => (code) => code >= first && code <= last;
export const not = (test: CharTest): CharTest => (code) => !test(code);
export const any = (tests: readonly CharTest[]): CharTest => (code) => tests.some((test) => test(code));
export const only = (code: number): CharTest => (other) => other === code;
const isDigit = between(0x30, 0x39);
export const isWord = any([isDigit, between(0x41, 0x5a), between(0x61, 0x7a), only(0x5f)]);
const isSpace: CharTest = (code) => /\s/.test(String.fromCodePoint(code));
export const isLineEnd = any([only(0x0a), only(0x0d), only(0x2028), only(0x2029)]);
export const classes: Record<string, CharTest> = { d: isDigit, D: not(isDigit), w: isWord, W: not(isWord), s: isSpace, S: not(isSpace) };
export const controls: Record<string, number> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

/** Characters of a Unicode property, such as `\p{Lu}`, or undefined for none that is known. */
export function property(name: string, inverted: boolean): CharTest | undefined {
  try {
    // One character at a time, so this runs in constant time.
    const shape = new RegExp(`^\\p{${/^[A-Za-z_=]+$/.test(name) ? name : '?'}}$`, 'u');
    const test: CharTest = (code) => shape.test(String.fromCodePoint(code));
    return inverted ? not(test) : test;
  } catch {
    return undefined;
  }
}
