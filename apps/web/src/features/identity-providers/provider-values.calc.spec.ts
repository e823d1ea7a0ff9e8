import { expect, it } from '@jest/globals';
import { ChangeIdentityProviderBody, RegisterIdentityProviderBody, type IdentityProviderView } from '@kairos/contracts';
import { changeOf, newProvider, registrationOf, valuesOf } from './provider-values.calc.ts';

const filled = { ...newProvider, label: 'Keycloak', issuer: 'https://issuer.example', clientId: 'kairos', allowedEmailDomains: ['example.org'] };

it('a new provider becomes what the API takes, with a secret where one was typed', () => {
  expect(RegisterIdentityProviderBody.parse(registrationOf({ ...filled, clientSecret: 's' }))).toMatchObject({ clientSecret: 's', assignment: 'first-match', rowScope: { plants: [] } });
  expect('clientSecret' in registrationOf(filled)).toBe(false);
  expect('clientSecret' in registrationOf({ ...filled, clientSecret: 's', hasNoSecret: true })).toBe(false);
});

it('a change keeps the stored secret, replaces it or takes it away', () => {
  const secretIn = (values: typeof filled) => ChangeIdentityProviderBody.parse(changeOf(values, ' ')).clientSecret;
  expect([secretIn(filled), secretIn({ ...filled, clientSecret: 'new' }), secretIn({ ...filled, hasNoSecret: true })]).toEqual([undefined, 'new', null]);
  expect(changeOf(filled, ' moved ').reason).toBe('moved');
});

it('what is kept tells whether there is a secret, and never the secret', () => {
  const kept = { ...filled, clientSecretSetAt: '2026-01-01T00:00:00.000Z' } as unknown as IdentityProviderView;
  expect(valuesOf(kept)).toMatchObject({ clientSecret: '', hasNoSecret: false, label: 'Keycloak' });
  expect(valuesOf({ ...kept, clientSecretSetAt: null })).toMatchObject({ hasNoSecret: true });
});
