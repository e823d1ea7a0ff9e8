import { describe, expect, it } from '@jest/globals';
import { Iban, ibanProblem } from './iban.ts';

describe('an IBAN', () => {
  it.each(['IT60X0542811101000000123456', 'SM86U0322509800000000270100', 'DE89370400440532013000', 'GB82WEST12345698765432', 'NO9386011117947'])('is taken with its check digits: %s', (iban) => {
    expect(Iban.parse(iban)).toBe(iban);
  });

  it('loses its spaces', () => {
    expect(Iban.parse('it60 x054 2811 1010 0000 0123 456')).toBe('IT60X0542811101000000123456');
  });

  it.each([
    ['IT60X0542811101000000123465', 'check digits'],
    ['IT61X0542811101000000123456', 'check digits'],
    ['IT60X054281110100000012345', '27 characters, not 26'],
    ['IT6000542811101000000123456', 'a letter, 5 digits of the bank'],
    ['60X0542811101000000123456', 'must be an IBAN'],
    ['', 'must be an IBAN'],
  ])('%s is refused, and says why', (iban, why) => {
    expect(ibanProblem(iban)).toContain(why);
  });
});
