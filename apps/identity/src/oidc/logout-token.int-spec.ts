import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { IdentityProviderView } from '@kairos/contracts';
import { Browser } from '@kairos/testing/oidc';
import { byPublicKey, byStranger, ForgingIssuer, type Forgery } from '../test/forging-issuer.builder.ts';
import { IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let issuer: ForgingIssuer;
let admin: Person;
let provider: IdentityProviderView;
let settings: { issuer: string; clientId: string };
const providers = '/api/v1/identity/identity-providers';
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const past = () => Math.floor(Date.now() / 1000) - 3600;

beforeAll(async () => {
  [identity, issuer] = [await IdentityBuilder.start(undefined, { OIDC_ALLOW_PRIVATE_ISSUERS: 'true' }), await ForgingIssuer.start()];
  admin = await identity.admin();
  const facts = { label: 'Forged', issuer: issuer.url, clientId: 'kairos', allowedEmailDomains: ['forged.example'], createsAccounts: true, defaultRoleIds: [await identity.roleId(admin, 'fleet', 'USER')] };
  settings = facts;
  provider = (await admin.api.post(providers, facts).expect(201)).body as IdentityProviderView;
}, 60_000);
afterAll(async () => {
  await identity?.stop();
  await issuer?.stop();
});

/** Opens a session on the word of the issuer. */
async function signIn(claims: object = {}): Promise<void> {
  const browser = new Browser();
  const asked = new URL((await browser.get(`${identity.service.url}${provider.startPath}`)).location ?? '').searchParams;
  Object.assign(issuer, { nonce: asked.get('nonce') ?? '', forgery: { claims } });
  const page = await browser.get(`${identity.service.url}${provider.callbackPath}?${new URLSearchParams({ code: 'x', state: asked.get('state') ?? '', iss: issuer.url }).toString()}`);
  expect(page.status).toBe(302);
}

const live = async () => (await identity.service.database.admin.query<{ live: number }>(`select count(*)::int as live from identity.session s join identity.external_session e on e.session_id = s.id where ended_at is null`)).rows[0]?.live;
const tell = async (token: string, path = provider.backChannelLogoutPath, type = 'application/x-www-form-urlencoded') => {
  const response = await fetch(`${identity.service.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body: type.includes('json') ? JSON.stringify({ logout_token: token }) : new URLSearchParams({ logout_token: token }).toString() });
  return { status: response.status, cache: response.headers.get('cache-control'), code: ((await response.json().catch(() => ({}))) as { code?: string }).code };
};

describe('a logout token that proves nothing ends no session', () => {
  beforeAll(() => signIn());

  it.each<[string, Forgery]>([
    ['of another issuer', { claims: { iss: 'https://issuer.example' } }],
    ['for another audience', { claims: { aud: 'another-client' } }],
    ['without an audience', { claims: { aud: undefined } }],
    ['that nobody signed', { header: { alg: 'none', kid: undefined }, signature: () => Buffer.alloc(0) }],
    ['signed with the public key as a secret', { header: { alg: 'HS256' }, signature: byPublicKey }],
    ['signed by a stranger', { signature: byStranger }],
    ['that brings its own key', { header: { jku: 'https://keys.example', kid: 'unknown' }, signature: byStranger }],
    ['that holds a nonce, as ID tokens do', { claims: { nonce: 'x' } }],
    ['that holds an empty nonce', { claims: { nonce: null } }],
    ['without events', { claims: { events: undefined } }],
    ['of another event', { claims: { events: { 'https://events.example/other': {} } } }],
    ['whose event is no object', { claims: { events: { [logoutEvent]: true } } }],
    ['without an id', { claims: { jti: undefined } }],
    ['without a time', { claims: { iat: undefined } }],
    ['of an hour ago', { claims: { iat: past(), exp: past() + 7200 } }],
    ['of an hour ahead', { claims: { iat: past() + 7200, exp: past() + 9000 } }],
    ['that has expired', { claims: { exp: past() } }],
    ['about nobody', { claims: { sub: undefined, sid: undefined } }],
    ['of the type of an access token', { header: { typ: 'at+jwt' } }],
    ['with an extension that nobody here knows', { header: { crit: ['x-new'], 'x-new': true } }],
  ])('%s', async (_what, forgery) => {
    expect(await tell(issuer.logoutToken(forgery))).toMatchObject({ status: 400, code: 'logout-token-refused' });
    expect(await live()).toBe(1);
    expect((await identity.service.database.admin.query('select from identity.received_logout_token')).rowCount).toBe(0);
  });

  it('told to no provider, or to that of another tenant', async () => {
    expect(await tell(issuer.logoutToken(), provider.backChannelLogoutPath.replace(provider.id, randomUUID()))).toMatchObject({ status: 404 });
    const other = (await admin.api.post(providers, { ...settings, clientId: 'another' }).expect(201)).body as IdentityProviderView;
    expect(await tell(issuer.logoutToken(), other.backChannelLogoutPath)).toMatchObject({ status: 400 });
    expect(await live()).toBe(1);
  });

  it('that is no token, is told twice in one form, or goes where forms do not go', async () => {
    for (const text of ['', 'x', 'a.b', 'a.b.c.d', `${'a'.repeat(30_000)}.b.c`]) expect((await tell(text)).status).toBe(400);
    expect((await tell(issuer.logoutToken(), '/api/v1/identity/sessions')).status).toBe(415);
    expect(await live()).toBe(1);
  });
});

describe('a logout token', () => {
  it('ends the sign-in that it names, once', async () => {
    await signIn({ sid: 'another-sign-in' });
    const token = issuer.logoutToken({ claims: { sid: 'another-sign-in', sub: undefined } });
    expect(await tell(token)).toMatchObject({ status: 200, cache: 'no-store' });
    expect(await live()).toBe(1);
    await signIn({ sid: 'another-sign-in' });
    expect(await tell(token)).toMatchObject({ status: 400, code: 'logout-token-refused' });
    expect(await live()).toBe(2);
  });

  it('about a person ends every sign-in of theirs, and of nobody else', async () => {
    await signIn({ sub: 'somebody-else', sid: 'theirs', email: 'else@forged.example' });
    expect(await tell(issuer.logoutToken({ claims: { sid: undefined } }))).toMatchObject({ status: 200 });
    expect(await live()).toBe(1);
    expect(await tell(issuer.logoutToken({ claims: { sub: 'somebody-else', sid: 'of-another-person' } }))).toMatchObject({ status: 200 });
    expect(await live()).toBe(1);
  });

  it('is believed once, when it is told many times at once', async () => {
    const token = issuer.logoutToken({ claims: { sub: 'somebody-else', sid: undefined } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => tell(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 400)]);
    expect(await live()).toBe(0);
  });

  it('of a provider that signs nobody in any more still counts', async () => {
    await signIn();
    const { version } = (await admin.api.get(`${providers}/${provider.id}`)).body as IdentityProviderView;
    await admin.api.put(`${providers}/${provider.id}`, { ...settings, enabled: false }).set('if-match', `"${version}"`).expect(200);
    expect(await tell(issuer.logoutToken())).toMatchObject({ status: 200 });
    expect(await live()).toBe(0);
  });

  it('cannot be checked while the issuer is away, and is a clear 503', async () => {
    const gone = await ForgingIssuer.start();
    const other = (await admin.api.post(providers, { ...settings, issuer: gone.url }).expect(201)).body as IdentityProviderView;
    const token = gone.logoutToken();
    await gone.stop();
    expect(await tell(token, other.backChannelLogoutPath)).toMatchObject({ status: 503, code: 'identity-provider-unavailable' });
  });
});
