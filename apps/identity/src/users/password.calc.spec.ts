import { describe, expect, it } from '@jest/globals';
import { canonicalPassword, passwordProblem } from './password.calc.ts';

describe('a new password', () => {
  it.each([
    'seven brown herons at dusk', 'correct horse under the bridge', 'Tr0ub4dor&3-and-more', 'perché no, signora?', '🐢🐇🦉🐢🐇🦔🐝🐛🦋🐌🐞🐜🦗🕷🦂',
    'aB3$aB3$zz9!kk2Q', 'xK9-mQ2_vL7.pR4', 'kairos is the right moment',
  ])('is taken: %s', (password) => expect(passwordProblem(password, 'olga@example.org')).toBeUndefined());

  it.each([
    ['fourteen chars', 'must have at least 15 characters'],
    ['🐢🐇🦉🐢🐇🦔🐝🐛🦋🐌🐞🐜🦗🕷', 'must have at least 15 characters'],
    ['passwordpassword', 'is among the most used ones'],
    ['Password-Password!', 'is among the most used ones'],
    ['1qaz2wsx3edc4rfv', 'is among the most used ones'],
    ['correct horse battery staple', 'is among the most used ones'],
    ['aaaaaaaaaaaaaaaa', 'repeats itself'],
    ['abcabcabcabcabcabc', 'repeats itself'],
    ['abcdefghijklmnopq', 'is a plain sequence'],
    ['345678901234567890', 'is a plain sequence'],
    ['olga.operator@example.org', 'is made of your e-mail address'],
    ['olga-operator-2027', 'is made of your e-mail address'],
  ])('is refused: %s', (password, why) => expect(passwordProblem(password, 'olga.operator@example.org')).toBe(why));

  it('is one text however it is typed', () => {
    expect(canonicalPassword('perche\u0301')).toBe(canonicalPassword('perch\u00e9'));
  });
});
