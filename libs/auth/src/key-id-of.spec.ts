import { expect, it } from '@jest/globals';
import { keyIdOf } from './key-id-of.ts';

const token = (header: string | object) => `${Buffer.from(typeof header === 'string' ? header : JSON.stringify(header)).toString('base64url')}.e30.c2ln`;
const honest = { alg: 'RS256', typ: 'JWT', kid: 'one' };

it('finds the key in a header as identity writes it, in whatever order', () => {
  expect([keyIdOf(token(honest)), keyIdOf(token({ kid: 'one', typ: 'JWT', alg: 'RS256' }))]).toEqual(['one', 'one']);
});

it.each<[string, string | object]>([
  ['an extension that must be understood', { ...honest, crit: ['exp'] }], ['a payload that is not encoded', { ...honest, b64: false, crit: ['b64'] }], ['a key set of its own', { ...honest, jku: 'https://keys.example' }],
  ['a certificate elsewhere', { ...honest, x5u: 'https://keys.example' }], ['a certificate', { ...honest, x5c: ['MII'] }], ['a key', { ...honest, jwk: { kty: 'RSA' } }], ['a token inside', { ...honest, cty: 'JWT' }],
  ['compression', { ...honest, zip: 'DEF' }], ['another algorithm', { ...honest, alg: 'ES256' }], ['a shared secret', { ...honest, alg: 'HS256' }], ['no algorithm', { typ: 'JWT', kid: 'one' }], ['none', { ...honest, alg: 'none' }],
  ['an algorithm in a list', { ...honest, alg: ['RS256'] }], ['no key', { alg: 'RS256', typ: 'JWT' }], ['a key that is an object', { ...honest, kid: { one: 1 } }], ['another type', { ...honest, typ: 'logout+jwt' }],
  ['something twice', '{"alg":"none","alg":"RS256","typ":"JWT","kid":"one"}'], ['something twice, the other way round', '{"alg":"RS256","typ":"JWT","kid":"one","alg":"none"}'], ['the same in escapes', '{"\\u0061lg":"none","alg":"RS256","typ":"JWT","kid":"one"}'],
  ['spaces', '{ "alg":"RS256","typ":"JWT","kid":"one"}'], ['a list', '[]'], ['nothing', 'null'], ['no JSON', 'x'], ['an empty text', ''],
])('finds none beside %s', (_, header) => expect(keyIdOf(token(header))).toBeUndefined());

it('finds none in what is no token', () => {
  for (const text of ['', '.', 'x', '..', 'a.b.c', '{}', JSON.stringify({ payload: 'e30', signatures: [] })]) expect(keyIdOf(text)).toBeUndefined();
});
