import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import type { ApiKeyToken, ConfirmedTotp, IdentityProviderView, IssuedApiKey, RenewedAccess, SignedIn, TotpEnrolment } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { Browser, issuerClient, OidcIssuer } from '@kairos/testing/oidc';
import { gatewaySecret, goodPassword, IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

const users = '/api/v1/identity/users';
const ownKeys = '/api/v1/identity/me/api-keys';
let identity: IdentityBuilder;
let issuer: OidcIssuer;
let admin: Person;
let provider: IdentityProviderView;
let member: Person;
let key: IssuedApiKey;

beforeAll(async () => {
  [identity, issuer] = [await IdentityBuilder.start(undefined, { OIDC_ALLOW_PRIVATE_ISSUERS: 'true' }), await OidcIssuer.start()];
  admin = await identity.admin();
  const { email, roleId } = await identity.user(admin, ['identity.user.read']);
  member = await identity.person(email, goodPassword);
  key = (await member.api.post(ownKeys, { name: 'nightly', scopes: ['identity.user.read'] }).expect(201)).body as IssuedApiKey;
  const facts = { label: 'Keycloak', issuer: issuer.url, ...issuerClient, allowedEmailDomains: ['example.org'], createsAccounts: true, claims: { roles: 'roles' }, rules: [], defaultRoleIds: [roleId] };
  provider = (await admin.api.post('/api/v1/identity/identity-providers', facts).expect(201)).body as IdentityProviderView;
  issuer.returnsTo(`${identity.service.url}${provider.callbackPath}`);
  await admin.api.put('/api/v1/identity/mfa-policy', { everyone: true, roleIds: [] }).set('if-match', '"1"').expect(200);
}, 60_000);
afterAll(async () => {
  await identity?.stop();
  await issuer?.stop();
});

const client = (accessToken: string) => new ApiClient(identity.service.url, accessToken);
const refused = (code: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code });

/** Somebody signs in with the word of the issuer, which tells more or less of how it knows. */
async function externally(email: string, told: object): Promise<SignedIn> {
  issuer.signsIn(email, { email, email_verified: true, name: 'Mario', ...told });
  const browser = new Browser();
  const page = await browser.get(await browser.followUntil(`${identity.service.url}${provider.startPath}?returnTo=/`, (url) => url.pathname.endsWith('/callback')));
  const cookie = refreshCookieOf(page.cookies);
  return (await identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set({ cookie, 'x-kairos-csrf': '1' }).expect(200)).body as SignedIn;
}

describe('a tenant that demands a second factor', () => {
  it('takes the word of an identity provider that tells of several', async () => {
    for (const told of [{ amr: ['pwd', 'otp'] }, { acr: 'https://refeds.org/profile/mfa' }]) {
      const { accessToken, secondFactorRequired } = await externally(`${randomUUID()}@example.org`, told);
      expect(secondFactorRequired).toBe(false);
      await client(accessToken).get(users).expect(200);
    }
  });

  it('keeps out whoever an identity provider signed in by less, who cannot set one up here either', async () => {
    const { accessToken, secondFactorRequired } = await externally(`${randomUUID()}@example.org`, { amr: ['pwd'] });
    expect(secondFactorRequired).toBe(true);
    await client(accessToken).get(users).expect(403).expect(refused('second-factor-required'));
    await client(accessToken).post('/api/v1/identity/me/mfa/totp').expect(403);
    await client(accessToken).post(ownKeys, { name: 'a way around', scopes: ['identity.user.read'] }).expect(403).expect(refused('second-factor-required'));
  });

  it('takes the own second factor of a member who is signed in by an identity provider', async () => {
    const fresh = (await identity.signInAs(member.email, goodPassword).expect(201)).body as SignedIn;
    const { secret } = (await client(fresh.accessToken).post('/api/v1/identity/me/mfa/totp').expect(201)).body as TotpEnrolment;
    await client(fresh.accessToken).post('/api/v1/identity/me/mfa/totp/confirm', { code: generateSync({ secret }) }).expect(200).expect(({ body }) => expect((body as ConfirmedTotp).recoveryCodes).toHaveLength(10));
    const { accessToken } = await externally(member.email, { amr: ['pwd'] });
    await client(accessToken).get(users).expect(403);
    const stepped = (await client(accessToken).post('/api/v1/identity/sessions/current/step-up', { code: generateSync({ secret, epoch: Date.now() / 1000 + 30 }) }).expect(200)).body as RenewedAccess;
    await client(stepped.accessToken).get(users).expect(200);
  });

  it('lets API keys that were made before go on: their making asked for a recent proof, and a program holds no authenticator', async () => {
    const authorization = `Basic ${Buffer.from(`gateway:${gatewaySecret}`).toString('base64')}`;
    const { accessToken } = (await identity.service.anonymous().post('/api/v1/identity/api-key-tokens', { secret: key.secret, address: '203.0.113.7' }).set('authorization', authorization).expect(200)).body as ApiKeyToken;
    await client(accessToken).get(users).expect(200);
  });
});
