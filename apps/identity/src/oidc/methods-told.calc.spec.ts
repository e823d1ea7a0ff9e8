import { describe, expect, it } from '@jest/globals';
import { methodsTold } from './methods-told.calc.ts';

describe('what an issuer tells of how somebody signed in', () => {
  it.each<[string, Record<string, unknown>]>([
    ['it says so', { amr: ['mfa'] }], ['a password and a code', { amr: ['pwd', 'otp'] }], ['a PIN and a card', { amr: ['pin', 'sc'] }], ['a class that stands for it', { acr: 'https://refeds.org/profile/mfa' }],
    ['a phishing-resistant class', { acr: 'phr', amr: ['hwk'] }],
  ])('is several factors when it is %s', (_, claims) => expect(methodsTold(claims)).toEqual(['fed', 'mfa']));

  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}], ['a password', { amr: ['pwd'] }], ['a code alone', { amr: ['otp', 'sms'] }], ['two things known', { amr: ['pwd', 'kba'] }], ['a level that only the issuer knows', { acr: '2' }],
    ['text where a list belongs', { amr: 'mfa' }], ['something else', { amr: [{ mfa: true }], acr: ['phr'] }],
  ])('is no more than its word when it is %s', (_, claims) => expect(methodsTold(claims)).toEqual(['fed']));
});
