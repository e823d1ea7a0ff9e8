import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LinearPattern } from './linear-pattern.calc.ts';
import { PatternFault } from './parse-pattern.calc.ts';
import { RowTakesTooLong } from './work-meter.ts';

const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', 'é', '\\.', '[a-c]', '\\s');
const quantified = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}', '{2,}', '*?', '+?', '??')).map(([one, often]) => one + often);
const pattern = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    quantified,
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
    tie('node').map((a) => `(?:x${a})*`),
    tie('node').map((a) => `(${a})`),
    fc.constantFrom('^', '$', '\\b', '\\B'),
  ),
})).node;
const text = fc.array(fc.constantFrom('a', 'b', 'c', 'x', '1', ' ', '.', 'é', '\n'), { maxLength: 12 }).map((parts) => parts.join(''));

describe('a pattern', () => {
  it('matches and replaces as the engine of the language does, in whatever it takes', () => {
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (source, subject, ignoreCase) => {
        const ours = new LinearPattern(source, ignoreCase);
        const flags = ignoreCase ? 'ui' : 'u';
        expect(ours.test(subject)).toBe(new RegExp(source, flags).test(subject));
        expect(ours.replace(subject, '<$1|$&>', true)).toBe(subject.replace(new RegExp(source, `g${flags}`), (whole, first: unknown) => `<${typeof first === 'string' ? first : ''}|${whole}>`));
      }),
      { numRuns: 3000, seed: 11 },
    );
  });

  it('takes what is one character to a reader as one', () => {
    expect(new LinearPattern('^.$').test('😀')).toBe(true);
    expect(new LinearPattern('').replace('a😀', '-', true)).toBe('-a-😀-');
  });

  it.each([
    ['(a+)+$', `${'a'.repeat(4000)}!`],
    ['^(\\w|\\d)*!$', '1'.repeat(4000)],
    ['(x+x+)+y', 'x'.repeat(4000)],
    ['(.*)(.*)(.*)(.*)=', 'x'.repeat(4000)],
  ])('%s comes to an end on a text that others never finish', (source, subject) => {
    expect(new LinearPattern(source).test(subject)).toBe(false);
  });

  it('gives up on a text that takes more work than a cell is worth', () => {
    expect(() => new LinearPattern('(?:a.*b|a)').replace('a'.repeat(20_000), '', true)).toThrow(RowTakesTooLong);
  });

  it.each(['(', ')', '[a', 'a**', '(a*)*', '(a|)+', '\\1', '(?=a)', '(?<!a)b', '(?<n>a)', 'a{5,2}', 'a{2000}', '{', '\\q', '\\p{Nothing}', '[b-a]', '^*', '(?:a{900}){900}', '\\'])(
    'refuses %s',
    (source) => {
      expect(() => new LinearPattern(source)).toThrow(PatternFault);
    },
  );
});
