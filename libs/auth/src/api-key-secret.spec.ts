import { describe, expect, it } from '@jest/globals';
import { apiKeyKinds, apiKeyPrefixes } from '@kairos/contracts';
import { hintOfApiKey, isApiKey, newApiKey } from './api-key-secret.ts';

describe('the secret of a key', () => {
  it.each(apiKeyKinds)('says that it is a %s key, and is never the same', (kind) => {
    const secrets = new Set(Array.from({ length: 200 }, () => newApiKey(kind)));
    expect(secrets.size).toBe(200);
    for (const secret of secrets) {
      expect(secret).toMatch(/^kairos_[psi]k_[0-9A-Za-z]{49}$/);
      expect([secret.startsWith(apiKeyPrefixes[kind]), isApiKey(secret)]).toEqual([true, true]);
    }
  });

  it('is told from a typing error in any place', () => {
    const secret = newApiKey('personal');
    for (let at = 0; at < secret.length; at += 1) {
      const wrong = secret.slice(0, at) + (secret[at] === 'a' ? 'b' : 'a') + secret.slice(at + 1);
      expect([at, isApiKey(wrong)]).toEqual([at, false]);
    }
  });

  it.each(['', 'kairos_pk_', 'kairos_xk_'.padEnd(59, 'a'), 'x'.repeat(59)])('is not %j', (text) => expect(isApiKey(text)).toBe(false));
  it('is not another kind’s with its prefix exchanged', () => expect(isApiKey(newApiKey('personal').replace('_pk_', '_sk_'))).toBe(false));
  it('is shown by its first 16 characters alone', () => expect(hintOfApiKey(newApiKey('service'))).toMatch(/^kairos_sk_\w{6}$/));
});
