import { expect, it } from '@jest/globals';
import type { IdentityProviderView } from '@kairos/contracts';
import { claimsIn, sampleClaims } from './sample-claims.calc.ts';

const names = { roles: 'realm_access.roles', email: 'email', emailVerified: 'email_verified', displayName: 'name' };

it('shows claims as the provider would find them, at the place its claim names', () => {
  const rules = [{ claimValue: 'ops*', roleId: 'r' }] as unknown as IdentityProviderView['rules'];
  expect(sampleClaims({ claims: names, rules, allowedEmailDomains: ['aurora.it'] })).toEqual({ email: 'ada@aurora.it', email_verified: true, name: 'Ada Rossi', realm_access: { roles: ['ops'] } });
});

it.each(['', '[]', 'null', '"x"', '{', '3'])('takes %j for no claims', (text) => {
  expect(claimsIn(text)).toBeUndefined();
});

it('takes an object for claims', () => {
  expect(claimsIn('{"groups":["a"]}')).toEqual({ groups: ['a'] });
});
