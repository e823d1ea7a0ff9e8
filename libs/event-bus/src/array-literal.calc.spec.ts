import { describe, expect, it } from '@jest/globals';
import { arrayLiteral } from './array-literal.calc.ts';

describe('an array literal', () => {
  it('tells numbers and truths as they are, and of what is absent that it is', () => {
    expect(arrayLiteral([1, -2.5, 9007199254740993n, true, null, undefined])).toBe('{1,-2.5,9007199254740993,true,NULL,NULL}');
  });

  it('quotes text, so that braces, commas, quotes, backslashes, line ends, emptiness and the word NULL are themselves', () => {
    expect(arrayLiteral(['a,b', '{c}', 'say "x"', 'back\\slash', '', 'NULL', 'two\nlines'])).toBe('{"a,b","{c}","say \\"x\\"","back\\\\slash","","NULL","two\nlines"}');
  });

  it('tells a time in ISO 8601, an object as JSON and an array as the text of its literal', () => {
    expect(arrayLiteral([new Date('2026-01-02T03:04:05.678Z')])).toBe('{"2026-01-02T03:04:05.678Z"}');
    expect(arrayLiteral([{ a: 'x"' }])).toBe('{"{\\"a\\":\\"x\\\\\\"\\"}"}');
    expect(arrayLiteral([['wind', 'a "b"'], []])).toBe('{"{\\"wind\\",\\"a \\\\\\"b\\\\\\"\\"}","{}"}');
  });

  it('is none when no value is there', () => {
    expect(arrayLiteral([null, undefined])).toBeNull();
    expect(arrayLiteral([])).toBeNull();
    expect(arrayLiteral([[null]])).toBe('{"{NULL}"}');
  });
});
