import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IdentityProviderView } from '@kairos/contracts';
import { Browser, type Page } from '@kairos/testing/oidc';
import { byPublicKey, byStranger, ForgingIssuer, type Forgery } from '../test/forging-issuer.builder.ts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let issuer: ForgingIssuer;
let admin: Person;
let provider: IdentityProviderView;
let settings: object;
const providers = '/api/v1/identity/identity-providers';
const past = () => Math.floor(Date.now() / 1000) - 3600;

beforeAll(async () => {
  [identity, issuer] = [await IdentityBuilder.start(undefined, { OIDC_ALLOW_PRIVATE_ISSUERS: 'true' }), await ForgingIssuer.start()];
  admin = await identity.admin();
  settings = { label: 'Forged', issuer: issuer.url, clientId: 'kairos', allowedEmailDomains: ['forged.example'], createsAccounts: true, defaultRoleIds: [await identity.roleId(admin, 'fleet', 'USER')] };
  provider = (await admin.api.post(providers, settings).expect(201)).body as IdentityProviderView;
}, 60_000);
afterAll(async () => {
  await identity?.stop();
  await issuer?.stop();
});

/** A browser that began here brings back a code, and the issuer answers with a token of its making. */
async function comeBack(forgery: Forgery, answer: Record<string, string> = {}): Promise<Page> {
  const browser = new Browser();
  const { location } = await browser.get(`${identity.service.url}${provider.startPath}`);
  const asked = new URL(location ?? '').searchParams;
  Object.assign(issuer, { nonce: asked.get('nonce') ?? '', forgery });
  return browser.get(`${identity.service.url}${provider.callbackPath}?${new URLSearchParams({ code: 'x', state: asked.get('state') ?? '', iss: issuer.url, ...answer }).toString()}`);
}
async function traces(): Promise<unknown> {
  const counted = ['"user"', 'membership', 'session', 'external_identity', 'refresh_token', 'finished_sign_in'].map((table) => `(select count(*) from identity.${table})`);
  return (await identity.service.database.admin.query({ text: `select ${counted.join(', ')}`, rowMode: 'array' })).rows[0];
}

describe('an answer that proves nothing opens no session, and nothing is stored', () => {
  it.each<[string, Forgery, Record<string, string>]>([
    ['an ID token of another nonce', { claims: { nonce: 'of-another' } }, {}],
    ['an ID token without a nonce', { claims: { nonce: undefined } }, {}],
    ['an ID token for another audience', { claims: { aud: 'another-client' } }, {}],
    ['an ID token for several audiences, whose party is another', { claims: { aud: ['kairos', 'other'], azp: 'other' } }, {}],
    ['an ID token of another issuer', { claims: { iss: 'https://issuer.example' } }, {}],
    ['an ID token that has expired', { claims: { iat: past() - 300, exp: past() } }, {}],
    ['an ID token without a subject', { claims: { sub: undefined } }, {}],
    ['an ID token that nobody signed', { header: { alg: 'none', kid: undefined }, signature: () => Buffer.alloc(0) }, {}],
    ['an ID token signed with the public key as a secret', { header: { alg: 'HS256' }, signature: byPublicKey }, {}],
    ['an ID token signed by a stranger', { signature: byStranger }, {}],
    ['an ID token that brings its own key', { header: { jku: 'https://keys.example', kid: 'unknown' }, signature: byStranger }, {}],
    ['an answer of another issuer', {}, { iss: 'https://issuer.example' }],
  ])('%s', async (_what, forgery, answer) => {
    const before = await traces();
    const page = await comeBack(forgery, answer);
    expect([page.status, page.body['code'], page.cookies.join().includes('kairos_refresh')]).toEqual([401, 'sign-in-not-proved', false]);
    expect(await traces()).toEqual(before);
  });
});

describe('an issuer', () => {
  it('signs somebody in with an honest token, and with its next key at once', async () => {
    expect((await comeBack({})).status).toBe(302);
    issuer.rotate();
    expect((await comeBack({})).status).toBe(302);
  });

  it('opens the account of no member who holds more than whoever set it up, and tells by mail of one that it opens', async () => {
    const { email } = await identity.user(admin, ['identity.identity-provider.manage']);
    const limited = await identity.person(email, goodPassword);
    const save = async ({ api }: Person) => {
      const { version } = (await api.get(`${providers}/${provider.id}`).expect(200)).body as IdentityProviderView;
      return api.put(`${providers}/${provider.id}`, { ...settings, createsAccounts: false, defaultRoleIds: [], allowedEmailDomains: ['late.example'] }).set('if-match', `"${version}"`).expect(200);
    };
    await save(admin);
    await save(limited);
    const boss = { email: 'boss@late.example', displayName: 'Boss', password: goodPassword, roleIds: [await identity.roleId(admin, 'kronos', 'Admin')], rowScope: { plants: 'all' } };
    await admin.api.post('/api/v1/identity/users', boss).expect(201);
    const asBoss = { claims: { sub: 'boss', email: boss.email, amr: ['mfa'], auth_time: past() + 3600 } };
    const before = await traces();
    const page = await comeBack(asBoss);
    expect([page.status, page.body['code'], await traces()]).toEqual([403, 'account-not-linked', before]);
    await save(admin);
    expect((await comeBack(asBoss)).status).toBe(302);
    expect((await identity.mailsTo(boss.email)).join()).toMatch(/Forged can sign you in to Kairos/);
  });

  it('that is away is a clear 503, and passwords go on', async () => {
    const browser = new Browser();
    const { location } = await browser.get(`${identity.service.url}${provider.startPath}`);
    const gone = await ForgingIssuer.start();
    const other = (await admin.api.post(providers, { ...settings, issuer: gone.url }).expect(201)).body as IdentityProviderView;
    await gone.stop();
    await issuer.stop();
    const before = await traces();
    const pages = [
      await browser.get(`${identity.service.url}${provider.callbackPath}?${new URLSearchParams({ code: 'x', state: new URL(location ?? '').searchParams.get('state') ?? '', iss: issuer.url }).toString()}`),
      await browser.get(`${identity.service.url}${other.startPath}`),
    ];
    expect(pages.map(({ status, body }) => [status, body['code']])).toEqual([[503, 'identity-provider-unavailable'], [503, 'identity-provider-unavailable']]);
    expect(await traces()).toEqual(before);
    await identity.signInAs(admin.email, admin.password).expect(201);
  });
});
