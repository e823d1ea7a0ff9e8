import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { KeyRing } from './key-ring.ts';

const jwk = (kid: string): JsonWebKey => ({ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }), kid });

describe('the key ring', () => {
  it('fetches once for many unknown keys in a row, however many ask', async () => {
    let fetches = 0;
    const ring = new KeyRing(async () => (fetches++, [jwk('known')]));
    expect(await ring.key('known')).toBeDefined();
    await Promise.all(Array.from({ length: 50 }, (_, index) => ring.key(`unknown-${index}`)));
    expect(fetches).toBe(1);
  });

  it('keeps the last good set while the publisher is away', async () => {
    const away = async (): Promise<JsonWebKey[]> => { throw new Error('away'); };
    const answers = [async () => [jwk('old')]];
    const ring = new KeyRing(() => (answers.shift() ?? away)());
    await ring.key('old');
    expect(await ring.key('new')).toBeUndefined();
    expect(await ring.key('old')).toBeDefined();
  });

  it('says it cannot tell when it never had a key', async () => {
    const ring = new KeyRing(async () => { throw new Error('away'); });
    await expect(ring.key('any')).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
