import { describe, expect, it } from '@jest/globals';
import { canonicalPassword, needsSecondFactor, passwordProblem } from './password.calc.ts';

describe('a new password', () => {
  it.each([
    'seven brown herons at dusk', 'correct horse under the bridge', 'Tr0ub4dor&3-and-more', 'perché no, signora?', '🐢🐇🦉🐢🐇🦔🐝🐛🦋🐌🐞🐜🦗🕷🦂',
    'aB3$aB3$zz9!kk2Q', 'xK9-mQ2_vL7.pR4', 'kairos is the right moment',
  ])('is taken: %s', (password) => expect(passwordProblem(password, { email: 'olga@example.org', names: ['Aurora Energia', 'Olga'] })).toBeUndefined());

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
    ['olga.operator@example.org', 'is made of names that anybody would try'],
    ['Aurora Energia 2027', 'is made of names that anybody would try'],
    ['kairos Rossi Olga 1', 'is made of names that anybody would try'],
    ['liverpool liverpool', 'is among the most used ones'],
    ['x'.repeat(60) + 'long enough to be refused '.repeat(3), 'must have at most 128 characters'],
    ['olga-operator-2027', 'is made of names that anybody would try'],
  ])('is refused: %s', (password, why) => expect(passwordProblem(password, { email: 'olga.operator@example.org', names: ['Aurora Energia', 'Olga Rossi'] })).toBe(why));

  it('may be short beside a second factor, and must still not be common', () => {
    const beside = (password: string) => passwordProblem(password, { email: 'olga@example.org', hasSecondFactor: true });
    expect(beside('brown h3')).toBeUndefined();
    expect(beside('seven c')).toBe('must have at least 8 characters');
    expect(beside('sunshine')).toBe('is among the most used ones');
  });

  it('needs a second factor below fifteen characters, counted after its spelling is settled', () => {
    expect(['fourteen chars', 'e\u0301'.repeat(14), '🐢'.repeat(14)].map(needsSecondFactor)).toEqual([true, true, true]);
    expect(['fifteen letters', '🐢'.repeat(15)].map(needsSecondFactor)).toEqual([false, false]);
  });

  it('is measured in characters, after its spelling is settled', () => {
    const composed = 'e\u0301'.repeat(14);
    expect(passwordProblem(`${composed}`, { email: 'a@b.it' })).toBe('must have at least 15 characters');
    expect(passwordProblem(`\ufdfa${'seven brown herons at dusk, '.repeat(4)}`, { email: 'a@b.it' })).toBe('must have at most 128 characters');
  });

  it('is one text however it is typed', () => {
    expect(canonicalPassword('perche\u0301')).toBe(canonicalPassword('perch\u00e9'));
  });
});
