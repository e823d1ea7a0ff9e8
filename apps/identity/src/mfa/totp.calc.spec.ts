import { describe, expect, it } from '@jest/globals';
import { newTotpSecret, stepOf, totpUri } from './totp.calc.ts';

/** The key of RFC 6238, appendix B: the ASCII digits 12345678901234567890, in base32. */
const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('a one-time code', () => {
  // The vectors have eight digits; a code of six is their last six.
  it.each([
    [59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130'],
  ])('at %i seconds is that of RFC 6238', (seconds, vector) => expect(stepOf(vector.slice(2), key, at(seconds))).toBe(Math.floor(seconds / 30)));

  it.each([
    [1111111109, 0], [1111111109 + 30, -1], [1111111109 - 30, 1], [1111111109 + 60, undefined], [1111111109 - 60, undefined],
  ])('counts for the step before and the one after, and no further: at %i', (seconds, drift) => {
    const step = stepOf('081804', key, at(seconds));
    expect(step).toBe(drift === undefined ? undefined : Math.floor(1111111109 / 30));
  });

  it('is not some other code, and not that of another secret', () => {
    expect(stepOf('081805', key, at(1111111109))).toBeUndefined();
    expect(stepOf('081804', newTotpSecret(), at(1111111109))).toBeUndefined();
  });
});

describe('an enrolment', () => {
  it('has 160 random bits, and an address that authenticators read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    expect(totpUri(secret, 'a.b@example.org')).toMatch(new RegExp(`^otpauth://totp/Kairos:a\\.b(@|%40)example\\.org\\?(.*&)?secret=${secret}`));
    expect(totpUri(secret, 'a@b.it')).toContain('issuer=Kairos');
  });
});
