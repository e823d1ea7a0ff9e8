import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { IdentityProviderView, SignedIn, SignOutOnward } from '@kairos/contracts';
import { ApiClient, eventually } from '@kairos/testing';
import { Browser, issuerClient, OidcIssuer } from '@kairos/testing/oidc';
import { IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let issuer: OidcIssuer;
let admin: Person;
let provider: IdentityProviderView;
const here = (path: string) => `${identity.service.url}${path}`;
const signOutPath = '/api/v1/identity/oidc/sign-out';

beforeAll(async () => {
  [identity, issuer] = [await IdentityBuilder.start(undefined, { OIDC_ALLOW_PRIVATE_ISSUERS: 'true' }), await OidcIssuer.start()];
  admin = await identity.admin();
  const defaultRoleIds = [await identity.roleId(admin, 'fleet', 'USER')];
  const settings = { label: 'Keycloak', issuer: issuer.url, ...issuerClient, allowedEmailDomains: ['example.org'], createsAccounts: true, defaultRoleIds };
  provider = (await admin.api.post('/api/v1/identity/identity-providers', settings).expect(201)).body as IdentityProviderView;
  issuer.returnsTo(here(provider.callbackPath));
  issuer.tellsOfSignOut({ signedOut: here(provider.signedOutPath), backChannel: here(provider.backChannelLogoutPath) });
}, 60_000);
afterAll(async () => {
  await identity?.stop();
  await issuer?.stop();
});

type Visitor = SignedIn & { browser: Browser; api: ApiClient };

/** Somebody signs in with their issuer; in a browser that it knows already it does not ask. */
async function visitor(subject: string, browser = new Browser()): Promise<Visitor> {
  issuer.signsIn(subject, { email: `${subject}@example.org`, email_verified: true, name: subject });
  const { cookies } = await browser.get(await browser.followUntil(here(provider.startPath), (url) => url.pathname === provider.callbackPath));
  const answer = await identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set({ cookie: refreshCookieOf(cookies), 'x-kairos-csrf': '1' }).expect(200);
  const signedIn = answer.body as SignedIn;
  return { ...signedIn, browser, api: new ApiClient(identity.service.url, signedIn.accessToken) };
}
const isSignedIn = async ({ api }: Pick<Visitor, 'api'>) => (await api.get('/api/v1/identity/me')).status === 200;

/** Signs out here, and takes the cookie of that into the browser. */
async function signOut({ api, browser }: Visitor, body: object = {}): Promise<string | null> {
  const answer = await api.post(signOutPath, body).expect(200);
  browser.keep(identity.service.url, answer.get('Set-Cookie') ?? []);
  return (answer.body as SignOutOnward).signOutUrl;
}

/** What the issuer's page does when its person agrees to sign out. */
async function agree(browser: Browser, address: string): Promise<URL> {
  const { text } = await browser.get(address);
  const [, action = ''] = /action="([^"]+)"/.exec(text) ?? [];
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(text) ?? [];
  const { location } = await browser.post(action, { xsrf, logout: 'yes' });
  return new URL(location ?? '', issuer.url);
}

describe('somebody who signs out', () => {
  it('is signed out here at once, at their issuer by its page, and comes back where they wanted to go', async () => {
    const someone = await visitor(`leaves-${randomUUID()}`);
    const onward = new URL((await signOut(someone, { returnTo: '/bye?x=1' })) ?? '');
    expect(await isSignedIn(someone)).toBe(false);
    expect([onward.origin, onward.searchParams.get('post_logout_redirect_uri'), onward.searchParams.get('client_id')]).toEqual([issuer.url, here(provider.signedOutPath), 'kairos']);
    expect(onward.searchParams.get('id_token_hint')).toMatch(/^eyJ/);
    const back = await agree(someone.browser, onward.href);
    expect(back.searchParams.get('state')).toBe(onward.searchParams.get('state'));
    const page = await someone.browser.get(back);
    expect([page.status, page.location]).toEqual([302, '/bye?x=1']);
    // Signing in again is to be asked who one is again: the issuer has forgotten.
    const started = await someone.browser.followUntil(here(provider.startPath), (url) => url.pathname.startsWith('/interaction/') || url.pathname === provider.callbackPath);
    expect(started.pathname).toMatch(/^\/interaction\//);
  });

  it('comes back once, in the browser that left, with the state that it left with', async () => {
    const someone = await visitor(`returns-${randomUUID()}`);
    const state = new URL((await signOut(someone)) ?? '').searchParams.get('state') ?? '';
    const back = (browser: Browser, brought: string) => browser.get(here(`${provider.signedOutPath}?state=${brought}`));
    const refused = await back(new Browser(), state);
    expect([refused.status, refused.body['code'], refused.location]).toEqual([400, 'sign-out-not-begun', null]);
    expect((await back(someone.browser, 'another')).body['code']).toBe('sign-out-not-begun');
    expect((await back(someone.browser, state)).status).toBe(400);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example'])('is sent to no other site: %s', async (returnTo) => {
    const someone = await visitor(`stays-${randomUUID()}`);
    expect((await someone.api.post(signOutPath, { returnTo }).expect(400)).body).toMatchObject({ code: 'return-to-refused' });
    expect(await isSignedIn(someone)).toBe(true);
  });

  it('and came by a password has nowhere else to sign out of', async () => {
    const { userId: _userId, email } = await identity.user(admin, ['identity.tenant.read']);
    const person = await identity.person(email, 'seven brown herons at dusk');
    expect((await person.api.post(signOutPath, {}).expect(200)).body).toEqual({ signOutUrl: null });
    await person.api.get('/api/v1/identity/me').expect(401);
  });

  it('leaves nothing of what the issuer said, however the session ends, or runs out', async () => {
    const [subject, kept] = [`forgotten-${randomUUID()}`, `kept-${randomUUID()}`];
    const [ended, out] = [await visitor(subject), await visitor(subject)];
    await ended.api.delete('/api/v1/identity/sessions/current').expect(204);
    await identity.service.database.admin.query(`update identity.session set expires_at = now() - interval '1 minute' where id = $1`, [out.sessionId]);
    const { sessionId } = await visitor(kept);
    const { rows } = await identity.service.database.admin.query('select session_id as id from identity.external_session where session_id = any($1)', [[ended.sessionId, out.sessionId, sessionId]]);
    expect(rows).toEqual([{ id: sessionId }]);
  });

  it('leaves no ID token in clear, nor in what is told of the session', async () => {
    await visitor(`sealed-${randomUUID()}`);
    const { rows } = await identity.service.database.admin.query<{ text: string }>(`select (select string_agg(e::text, ' ') from identity.external_session e) || (select string_agg(message::text, ' ') from identity.outbox_message) as text`);
    expect(rows[0]?.text).not.toMatch(/eyJ[\w-]{10,}\.eyJ/);
  });
});

describe('an issuer that tells of a sign-out by itself', () => {
  it('ends the session that rests on it, and no other of the same person', async () => {
    const subject = `twice-${randomUUID()}`;
    const [here1, elsewhere] = [await visitor(subject), await visitor(subject)];
    const again = await visitor(subject, here1.browser);
    // In the browser that both share a sign-in at the issuer, one signs out: the other hears of it from the issuer alone.
    const onward = await signOut(here1);
    expect([await isSignedIn(again), await isSignedIn(elsewhere)]).toEqual([true, true]);
    await agree(here1.browser, onward ?? '');
    await eventually(() => isSignedIn(again), (signedIn) => !signedIn, 20_000);
    expect(await isSignedIn(elsewhere)).toBe(true);
    const { rows } = await identity.service.database.admin.query('select end_reason from identity.session where id = $1', [again.sessionId]);
    expect(rows).toEqual([{ end_reason: 'signed-out-by-identity-provider' }]);
    const ended = (await identity.service.outbox()).filter(({ data }) => (data as { sessionId?: string }).sessionId === again.sessionId && 'revokedAt' in (data as object));
    expect(ended).toHaveLength(1);
  });
});

describe('a session on the word of a tenant’s identity provider', () => {
  it('sees and ends sessions of its tenant alone, and changes nothing of the person', async () => {
    const someone = await visitor(`confined-${randomUUID()}`);
    const { tenantId } = await identity.foundTenant(`Second ${randomUUID()}`, `elsewhere-${randomUUID()}@example.org`);
    const sql = (text: string, values: unknown[]) => identity.service.database.admin.query<{ id: string }>(text, values);
    // The same person is a member, and signed in, elsewhere too.
    const [membership] = (await sql('update identity.membership set user_id = $2 where tenant_id = $1 returning id', [tenantId, someone.userId])).rows;
    const [elsewhere] = (await sql(`insert into identity.session (id, tenant_id, membership_id, user_id, started_at, expires_at) values (gen_random_uuid(), $1, $2, $3, now(), now() + interval '1 hour') returning id`, [tenantId, membership?.id, someone.userId])).rows;
    const tenants = async (path: string) => JSON.stringify((await someone.api.get(`/api/v1/identity/me/${path}`).expect(200)).body).includes(tenantId);
    expect([await tenants('sessions'), await tenants('memberships')]).toEqual([false, false]);
    await someone.api.delete(`/api/v1/identity/me/sessions/${elsewhere?.id ?? ''}`).expect(404);
    await someone.api.delete('/api/v1/identity/me/sessions').expect(204);
    expect((await sql('select id from identity.session where id = $1 and ended_at is null', [elsewhere?.id])).rowCount).toBe(1);
    expect((await someone.api.patch('/api/v1/identity/me', { displayName: 'Renamed' }).expect(403)).body).toMatchObject({ code: 'own-proof-needed' });
  });

  it('is not begun by another site', async () => {
    const start = (from: string) => identity.service.anonymous().get(provider.startPath).set('sec-fetch-site', from);
    expect((await start('cross-site').expect(403)).body).toMatchObject({ code: 'sign-in-from-elsewhere' });
    for (const from of ['none', 'same-origin']) await start(from).expect(302);
  });

  it('ends when the provider is disabled, becomes another client, or is removed', async () => {
    const path = '/api/v1/identity/identity-providers';
    const { label, issuer: url, clientId, allowedEmailDomains, createsAccounts, defaultRoleIds } = provider;
    const settings = { label, issuer: url, clientId, allowedEmailDomains, createsAccounts, defaultRoleIds, clientSecret: issuerClient.clientSecret };
    const current = async () => `"${((await admin.api.get(`${path}/${provider.id}`).expect(200)).body as IdentityProviderView).version}"`;
    const put = async (facts: object) => admin.api.put(`${path}/${provider.id}`, { ...settings, ...facts }).set('if-match', await current()).expect(200);
    const ends = async (act: () => Promise<unknown>) => {
      const someone = await visitor(`cut-off-${randomUUID()}`);
      await put({ label: 'Renamed' });
      expect(await isSignedIn(someone)).toBe(true);
      await act();
      expect(await isSignedIn(someone)).toBe(false);
    };
    await ends(() => put({ enabled: false }));
    await put({});
    await ends(() => put({ clientId: 'another' }));
    await put({});
    await ends(async () => admin.api.delete(`${path}/${provider.id}`).set('if-match', await current()).expect(204));
  });
});
