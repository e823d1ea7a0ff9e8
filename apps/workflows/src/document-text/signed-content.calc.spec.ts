import { describe, expect, it } from '@jest/globals';
import { signedByOpenssl, signedFile } from '../test/signed-files.builder.ts';
import { EnvelopeIsBroken, signedContentOf } from './signed-content.calc.ts';

const words = Buffer.from('Concessione di derivazione n. 17');
const read = (bytes: Uint8Array) => String(signedContentOf(bytes));

describe('what was signed', () => {
  it('is taken out of its envelope, whole or in parts, binary or as text', () => {
    const [whole, parts] = [signedFile(words), signedFile(words, 5)];
    const base64 = whole.toString('base64').replaceAll(/.{60}/g, '$&\r\n');
    expect([whole, parts, Buffer.from(base64), Buffer.from(`-----BEGIN PKCS7-----\n${base64}\n-----END PKCS7-----\n`)].map(read)).toEqual(Array(4).fill(String(words)));
  });

  it('is what OpenSSL signed', () => {
    expect(read(signedByOpenssl)).toContain('<Numero>Concessione 17</Numero>');
  });

  it('is nothing where it lies beside its signatures', () => {
    expect([signedContentOf(signedFile(null)), signedContentOf(signedFile(null, 5))]).toEqual([undefined, undefined]);
  });

  it.each([
    ['is cut off anywhere', Array.from({ length: 70 }, (_, at) => signedFile(words).subarray(0, at))],
    ['is cut off anywhere in its parts', Array.from({ length: 70 }, (_, at) => signedFile(words, 5).subarray(0, at))],
    ['is of another kind', [Buffer.from(signedFile(words).map((byte, at) => (at === 15 ? 3 : byte)))]],
    ['says that it is longer than any file', [Buffer.from('3088ffffffffffffffff06092a864886f70d010702', 'hex'), Buffer.from('3086ffffffffffff06092a864886f70d010702', 'hex')]],
    ['is nothing but beginnings', [Buffer.alloc(1_000_000, Buffer.from('3080', 'hex')), Buffer.concat([signedFile(words, 5).subarray(0, 33), Buffer.alloc(1_000_000, Buffer.from('2480', 'hex'))])]],
  ])('is not looked for in what %s', (_, files) => {
    for (const file of files) expect(() => signedContentOf(file)).toThrow(EnvelopeIsBroken);
  });

  it('is not read again and again where parts reach beyond what holds them', () => {
    const parts = Buffer.concat([Buffer.alloc(7 * 4, Buffer.from('24022480', 'hex')), Buffer.alloc(400_000, Buffer.from('0400', 'hex')), Buffer.alloc(2)]);
    const bytes = Buffer.concat([signedFile(Buffer.from('a'), 1).subarray(0, -14), parts]);
    const begun = performance.now();
    expect(() => signedContentOf(bytes)).toThrow(EnvelopeIsBroken);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
