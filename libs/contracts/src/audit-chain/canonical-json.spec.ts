import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from './canonical-json.ts';

describe('the canonical text of a JSON value', () => {
  it.each([
    ['{"b":1,"a":2}', '{"a":2,"b":1}'],
    ['{ "a":2, "b":1 }', '{"a":2,"b":1}'],
    ['{"9":2,"10":1,"a":3}', '{"10":1,"9":2,"a":3}'],
    ['{"a":{"c":[{"z":1,"y":2}],"b":null}}', '{"a":{"b":null,"c":[{"y":2,"z":1}]}}'],
    ['[1e21,1e-7,-0,1.50,true,"\\u2028\\"\\\\"]', '[1e+21,1e-7,0,1.5,true,"\u2028\\"\\\\"]'],
    [String.raw`{"a":"\\ud800","b":"\ud83d\ude00"}`, String.raw`{"a":"\\ud800","b":"😀"}`],
    ['{"\u20ac":1,"\\r":2,"😀":3,"\u00f6":4,"\ufb33":5}', '{"\\r":2,"\u00f6":4,"\u20ac":1,"😀":3,"\ufb33":5}'],
    ['{"__proto__":{"b":1,"a":2}}', '{"__proto__":{"a":2,"b":1}}'],
    ['""', '""'], ['{}', '{}'], ['[]', '[]'], ['null', 'null'],
  ])('of %s is as RFC 8785 writes it', (text, canonical) => {
    expect(canonicalJson(JSON.parse(text))).toBe(canonical);
  });

  it('leaves out what is not there', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([[{ a: '\ud800' }], [{ '\udfff': 1 }], [[Number.NaN]], [{ a: Infinity }], [() => 1], [undefined]])('does not exist for %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
