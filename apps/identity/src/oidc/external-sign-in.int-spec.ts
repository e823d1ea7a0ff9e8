import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { IdentityProviderView, MeView, SignedIn, UserView } from '@kairos/contracts';
import { ApiClient, eventually } from '@kairos/testing';
import { Browser, issuerClient, OidcIssuer, type Page } from '@kairos/testing/oidc';
import { goodPassword, IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let issuer: OidcIssuer;
let admin: Person;
let provider: IdentityProviderView;
let roles: { admin: string; devops: string; user: string };

const providers = '/api/v1/identity/identity-providers';
const isCallback = (url: URL) => url.pathname.endsWith('/callback');

beforeAll(async () => {
  [identity, issuer] = [await IdentityBuilder.start(undefined, { OIDC_ALLOW_PRIVATE_ISSUERS: 'true' }), await OidcIssuer.start()];
  admin = await identity.admin();
  const role = (name: string) => identity.roleId(admin, 'fleet', name);
  roles = { admin: await role('ADMIN'), devops: await role('DEVOPS'), user: await role('USER') };
  provider = (await admin.api.post(providers, settings()).expect(201)).body as IdentityProviderView;
  issuer.returnsTo(`${identity.service.url}${provider.callbackPath}`);
}, 60_000);
afterAll(async () => {
  await identity?.stop();
  await issuer?.stop();
});

/** The rules of the fleet console: administrators, operations, everyone else a user. */
const settings = (facts: object = {}) => ({
  label: 'Keycloak', issuer: issuer.url, ...issuerClient, allowedEmailDomains: ['example.org'], createsAccounts: true, claims: { roles: 'realm_access.roles' },
  rules: [['admin', roles.admin], ['administrator', roles.admin], ['devops', roles.devops], ['dev-ops', roles.devops]].map(([claimValue, roleId]) => ({ claimValue, roleId })),
  defaultRoleIds: [roles.user], ...facts,
});
const facts = (email: string, more: object = {}) => ({ email, email_verified: true, name: 'Mario Rossi', realm_access: { roles: ['offline_access'] }, ...more });
const startUrl = (returnTo = '/plants?open=1') => `${identity.service.url}${provider.startPath}?returnTo=${encodeURIComponent(returnTo)}`;

/** Somebody goes through their issuer in a browser of their own, up to the answer that would sign them in. */
async function signIn(subject: string, said: Record<string, unknown>, browser = new Browser()): Promise<Page & { browser: Browser }> {
  issuer.signsIn(subject, said);
  return { ...(await browser.get(await browser.followUntil(startUrl(), isCallback))), browser };
}

/** What a page would do next: a first access token by the cookie. */
async function sessionOf({ cookies }: Page): Promise<SignedIn & { me: () => Promise<MeView> }> {
  const answer = await identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set({ cookie: refreshCookieOf(cookies), 'x-kairos-csrf': '1' }).expect(200);
  const signedIn = answer.body as SignedIn;
  return { ...signedIn, me: async () => (await new ApiClient(identity.service.url, signedIn.accessToken).get('/api/v1/identity/me').expect(200)).body as MeView };
}

/** Everything a sign-in could leave behind. */
async function traces(): Promise<unknown> {
  const { rows } = await identity.service.database.admin.query(
    `select (select count(*) from identity."user") as users, (select count(*) from identity.membership) as memberships, (select count(*) from identity.session) as sessions,
       (select count(*) from identity.external_identity) as links, (select count(*) from identity.refresh_token) as tokens, (select count(*) from identity.outbox_message where message -> 'data' ->> 'resourceType' is distinct from 'SignIn') as messages,
       (select count(*) from identity.finished_sign_in) as finished, (select sum(version) from identity.membership) as versions`,
  );
  return rows[0];
}
async function refused(status: number, code: string, attempt: () => Promise<Page>): Promise<void> {
  const before = await traces();
  const page = await attempt();
  expect([page.status, page.body['code']]).toEqual([status, code]);
  expect(page.cookies.join()).not.toMatch(/kairos_refresh|kairos_access/);
  expect(await traces()).toEqual(before);
}
const newEmail = (domain = 'example.org') => `${randomUUID()}@${domain}`;
const userNamed = async (userId: string) => (await admin.api.get(`/api/v1/identity/users/${userId}`).expect(200)).body as UserView;
const change = (more: object) => admin.api.get(`${providers}/${provider.id}`).then(({ body }) => admin.api.put(`${providers}/${provider.id}`, settings(more)).set('if-match', `"${(body as { version: number }).version}"`).expect(200));

describe('somebody whom the identity provider knows', () => {
  it('gets an account, roles and a session, and comes back where they wanted to go', async () => {
    const email = newEmail();
    const page = await signIn('mario', facts(email, { realm_access: { roles: ['Administrator'] } }));
    expect([page.status, page.location]).toEqual([302, '/plants?open=1']);
    expect(page.cookies.find((cookie) => cookie.startsWith('kairos_refresh='))).toMatch(/HttpOnly.*SameSite=Strict/);
    const session = await sessionOf(page);
    expect(await session.me()).toMatchObject({ email, displayName: 'Mario Rossi', roles: ['fleet/ADMIN'], tenant: { id: admin.tenantId }, passwordChangeRequired: false, lastSignedInAt: expect.any(String) });
    expect(await userNamed(session.userId)).toMatchObject({ active: true, roleOverride: false, externalIssuers: [issuer.url], rowScope: { plants: [] } });
  });

  it('is the same user the next time, by the issuer’s subject and not by the e-mail address', async () => {
    const first = await sessionOf(await signIn('lucia', facts(newEmail())));
    const again = await sessionOf(await signIn('lucia', facts(newEmail())));
    expect(again.userId).toBe(first.userId);
  });

  it('has no password: none signs them in, is changed or reset', async () => {
    const email = newEmail();
    const session = await sessionOf(await signIn('no-password', facts(email)));
    for (const password of ['', 'null', goodPassword]) await identity.signInAs(email, password || ' ').expect(401);
    const { body } = await new ApiClient(identity.service.url, session.accessToken).post('/api/v1/identity/me/password', { currentPassword: 'x', newPassword: goodPassword }).expect(409);
    expect(body).toMatchObject({ code: 'no-password' });
  });

  it('is made once, when two browsers bring them at the same time', async () => {
    issuer.signsIn('twice', facts(newEmail()));
    const browsers = [new Browser(), new Browser()];
    const callbacks = await Promise.all(browsers.map((browser) => browser.followUntil(startUrl(), isCallback)));
    const pages = await Promise.all(browsers.map((browser, index) => browser.get(callbacks[index] ?? '')));
    expect(pages.map(({ status }) => status)).toEqual([302, 302]);
    const sessions = await Promise.all(pages.map(sessionOf));
    expect(new Set(sessions.map(({ userId }) => userId)).size).toBe(1);
  });
});

describe('roles', () => {
  it.each([[['ADMIN'], 'ADMIN'], [['Administrator', 'devops'], 'ADMIN'], [['DevOps'], 'DEVOPS'], [['dev-ops'], 'DEVOPS'], [['other'], 'USER']])('from %j is %s, in any case', async (said, role) => {
    const session = await sessionOf(await signIn(randomUUID(), facts(newEmail(), { realm_access: { roles: said } })));
    expect((await session.me()).roles).toEqual([`fleet/${role}`]);
  });

  it('are taken anew at each sign-in: told to every service, and audited old and new', async () => {
    const email = newEmail();
    const { membershipId } = await sessionOf(await signIn('promoted', facts(email)));
    await signIn('promoted', facts(email));
    const page = await signIn('promoted', facts(email, { realm_access: { roles: ['devops'] } }));
    expect((await (await sessionOf(page)).me()).roles).toEqual(['fleet/DEVOPS']);
    const about = (await identity.service.outbox()).map(({ type, data }) => ({ type, data: data as Record<string, unknown> }));
    expect(about.filter(({ type, data }) => type === 'identity.access.changed.v1' && data['membershipId'] === membershipId).map(({ data }) => data['roles'])).toEqual([['fleet/USER'], ['fleet/DEVOPS']]);
    const audited = about.filter(({ data }) => data['resourceType'] === 'Membership' && data['resourceId'] === membershipId).map(({ data }) => data);
    expect(audited).toHaveLength(2);
    expect(audited[1]).toMatchObject({ action: 'identity.identity-provider.sign-in', before: { roleIds: [roles.user], roles: ['fleet/USER'] }, after: { roleIds: [roles.devops], roles: ['fleet/DEVOPS'] } });
  });

  it('chosen by an administrator stand against the mapping until that is reset', async () => {
    const email = newEmail();
    const { userId } = await sessionOf(await signIn('kept', facts(email)));
    const { version } = await userNamed(userId);
    await admin.api.put(`/api/v1/identity/users/${userId}/access`, { roleIds: [roles.admin], rowScope: { plants: 'all' } }).set('if-match', `"${version}"`).expect(200);
    await signIn('kept', facts(email, { realm_access: { roles: ['devops'] } }));
    const kept = await userNamed(userId);
    expect(kept).toMatchObject({ roleOverride: true, roles: [{ name: 'ADMIN' }] });
    const reset = (number: number) => admin.api.post(`/api/v1/identity/users/${userId}/role-override/reset`, {}).set('if-match', `"${number}"`);
    expect((await reset(kept.version).expect(200)).body).toMatchObject({ roleOverride: false, roles: [{ name: 'ADMIN' }] });
    expect((await reset(kept.version + 1).expect(409)).body).toMatchObject({ code: 'role-override-not-set' });
    await signIn('kept', facts(email, { realm_access: { roles: ['devops'] } }));
    expect(await userNamed(userId)).toMatchObject({ roleOverride: false, roles: [{ name: 'DEVOPS' }], rowScope: { plants: 'all' } });
  });

  it('of the last who may manage users stay, whatever is said of them, and go once there is another', async () => {
    const [email, sql] = [newEmail(), (text: string, value: unknown) => identity.service.database.admin.query<{ id: string }>(text, [value])];
    const { userId, membershipId } = await sessionOf(await signIn('last', facts(email, { realm_access: { roles: ['admin'] } })));
    const others = await sql('update identity.membership set active = false where active and id <> $1 returning id', membershipId);
    const { roles: kept } = await (await sessionOf(await signIn('last', facts(email)))).me();
    await sql('update identity.membership set active = true where id = any($1)', others.rows.map(({ id }) => id));
    expect(kept).toEqual(['fleet/ADMIN']);
    await signIn('last', facts(email));
    expect(await userNamed(userId)).toMatchObject({ roles: [{ name: 'USER' }] });
  });

  it('are not reset for somebody with a password alone', async () => {
    const { userId } = await identity.user(admin, ['identity.tenant.read']);
    const { body } = await admin.api.post(`/api/v1/identity/users/${userId}/role-override/reset`, {}).set('if-match', `"${(await userNamed(userId)).version}"`).expect(409);
    expect(body).toMatchObject({ code: 'signs-in-with-password' });
  });

  it('that no rule and no default gives are none: nobody comes in', async () => {
    await change({ defaultRoleIds: [] });
    await refused(403, 'no-role-mapped', () => signIn('roleless', facts(newEmail())));
    const told = async () => (await identity.service.outbox('audit.recorded.v1')).filter(({ data }) => (data as { errorCode?: string }).errorCode === 'no-role-mapped');
    expect(await eventually(told, ({ length }) => length > 0, 20_000)).toContainEqual(expect.objectContaining({ tenantid: admin.tenantId, data: expect.objectContaining({ resourceType: 'SignIn', resourceId: null, status: 'denied' }) }));
    await change({});
  });
});

describe('an account that is there already', () => {
  it('of a member of this tenant is linked when the e-mail address is verified, and keeps the roles it was given', async () => {
    const { userId, email } = await identity.user(admin, ['identity.tenant.read']);
    const invite = async () => identity.service.database.admin.query(`update identity."user" set email = $2 where id = $1`, [userId, `m-${email}`]);
    await invite();
    const session = await sessionOf(await signIn('member', facts(`M-${email.toUpperCase()}`, { realm_access: { roles: ['admin'] } })));
    expect(session.userId).toBe(userId);
    expect(await userNamed(userId)).toMatchObject({ roleOverride: true, externalIssuers: [issuer.url], roles: [{ origin: 'custom' }] });
    await refused(403, 'account-not-linked', () => signIn('another-subject', facts(`m-${email}`)));
  });

  it('of another tenant is not opened, whatever the identity provider says', async () => {
    const email = newEmail();
    await identity.foundTenant(`Other ${randomUUID()}`, email);
    await refused(403, 'account-not-linked', () => signIn('taker', facts(email)));
  });

  it('that was deactivated stays closed', async () => {
    const email = newEmail();
    const { userId } = await sessionOf(await signIn('leaver', facts(email)));
    await admin.api.post(`/api/v1/identity/users/${userId}/deactivate`, {}).set('if-match', `"${(await userNamed(userId)).version}"`).expect(200);
    await refused(403, 'membership-ended', () => signIn('leaver', facts(email)));
  });
});

describe('a session on the word of one tenant’s identity provider', () => {
  it('leads into no other tenant, and changes nothing of how the person signs in there', async () => {
    const email = newEmail();
    const session = await sessionOf(await signIn('confined', facts(email)));
    const other = await identity.foundTenant(`Second ${randomUUID()}`, email);
    const api = new ApiClient(identity.service.url, session.accessToken);
    const attempts = [
      api.post('/api/v1/identity/sessions/switch', { tenantId: other.tenantId }), api.post('/api/v1/identity/me/mfa/totp'), api.delete('/api/v1/identity/me/mfa/totp'), api.post('/api/v1/identity/me/mfa/recovery-codes'),
    ];
    for (const attempt of attempts) expect((await attempt.expect(403)).body).toMatchObject({ code: 'own-proof-needed' });
  });
});

describe('nobody comes in, and nothing is stored', () => {
  it.each<[string, string, () => object]>([
    ['whose e-mail address is not verified', 'email-not-verified', () => facts(newEmail(), { email_verified: false })],
    ['of whose e-mail address nothing is said', 'email-not-verified', () => facts(newEmail(), { email_verified: undefined })],
    ['without an e-mail address', 'email-not-verified', () => facts('', {})],
    ['of another domain', 'email-domain-not-allowed', () => facts(newEmail('evil.example'))],
    ['of a domain that only looks alike', 'email-domain-not-allowed', () => facts(newEmail('sub.example.org'))],
  ])('%s', (_what, code, said) => refused(403, code, () => signIn(randomUUID(), said() as Record<string, unknown>)));

  it('for whom the provider makes no account', async () => {
    await change({ createsAccounts: false });
    await refused(403, 'no-account-here', () => signIn('unknown', facts(newEmail())));
    await change({});
  });

  it('with a provider that is disabled, also when it was not at the start', async () => {
    const browser = new Browser();
    issuer.signsIn('late', facts(newEmail()));
    const callback = await browser.followUntil(startUrl(), isCallback);
    await change({ enabled: false });
    await refused(403, 'identity-provider-disabled', () => browser.get(callback));
    await refused(403, 'identity-provider-disabled', () => browser.get(startUrl()));
    await change({});
  });
});

describe('a browser', () => {
  it('is sent to the issuer with PKCE, state and nonce, and keeps a cookie for a few minutes', async () => {
    const page = await new Browser().get(startUrl());
    const asked = new URL(page.location ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', client_id: 'kairos', code_challenge_method: 'S256', scope: 'openid email profile', redirect_uri: `${identity.service.url}${provider.callbackPath}` });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(page.cookies).toEqual([expect.stringMatching(/^kairos_sign_in=[\w.-]+; Path=\/api\/v1\/identity\/oidc; Expires=.*; HttpOnly; SameSite=Lax$/)]);
    expect(page.cookies.join()).not.toContain(asked.get('state'));
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])('is not sent on to %s', (returnTo) =>
    refused(400, 'return-to-refused', () => new Browser().get(startUrl(returnTo))));

  it('brings back its own sign-in, once: not another’s, not a state of its own making, not the same again', async () => {
    issuer.signsIn('replayed', facts(newEmail()));
    const browser = new Browser();
    const callback = await browser.followUntil(startUrl(), isCallback);
    const kept = new Map([...browser.cookies].map(([origin, jar]) => [origin, new Map(jar)]));
    await refused(400, 'sign-in-not-begun', () => new Browser().get(callback));
    const thief = new Browser();
    await thief.get(startUrl());
    await refused(400, 'sign-in-not-begun', () => thief.get(callback));
    const bent = new Browser();
    for (const [origin, jar] of kept) bent.cookies.set(origin, new Map(jar));
    const madeUp = new URL(callback);
    madeUp.searchParams.set('state', 'x'.repeat(43));
    await refused(400, 'sign-in-not-begun', () => bent.get(madeUp));
    expect((await browser.get(callback)).status).toBe(302);
    const again = new Browser();
    for (const [origin, jar] of kept) again.cookies.set(origin, new Map(jar));
    await refused(401, 'sign-in-not-proved', () => again.get(callback));
  });

  it('proves anew who somebody is only when the issuer asked them again', async () => {
    const email = newEmail();
    const mayChange = async (address: string) => {
      issuer.signsIn('asked-again', facts(email, { realm_access: { roles: ['admin'] } }));
      const browser = new Browser();
      const { accessToken } = await sessionOf(await browser.get(await browser.followUntil(address, isCallback)));
      const { body } = await new ApiClient(identity.service.url, accessToken).post(`/api/v1/identity/users/${admin.userId}/role-override/reset`, {}).set('if-match', '"1"');
      return (body as { code: string }).code;
    };
    expect(await mayChange(startUrl())).toBe('step-up-required');
    expect(await mayChange(`${startUrl()}&reauthenticate=true`)).not.toBe('step-up-required');
  });

  it('that comes back from somebody who declined is told so', async () => {
    const browser = new Browser();
    const { location } = await browser.get(startUrl());
    const callback = new URL(`${identity.service.url}${provider.callbackPath}`);
    callback.search = new URLSearchParams({ error: 'access_denied', state: new URL(location ?? '').searchParams.get('state') ?? '', iss: issuer.url }).toString();
    await refused(403, 'sign-in-declined', () => browser.get(callback));
  });

  it('with a provider that nobody has is told nothing', async () => {
    const page = await new Browser().get(`${identity.service.url}/api/v1/identity/oidc/${randomUUID()}/start`);
    expect([page.status, page.body['code']]).toEqual([404, 'identity-provider-not-found']);
  });

  it('comes back to the door with the reason and where it was to lead when a browser goes there, and leaves its trace all the same', async () => {
    const forAPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const asPage = (path: string) => identity.service.anonymous().get(path).set(forAPage).expect(302);
    const anonymousStart = async (returnTo: string) => {
      const { headers } = await asPage(`${provider.startPath}?returnTo=${encodeURIComponent(returnTo)}`);
      return ([headers['set-cookie']].flat().find((cookie) => cookie?.startsWith('kairos_sign_in=')) ?? '').split(';')[0] ?? '';
    };
    expect((await asPage(`/api/v1/identity/oidc/${randomUUID()}/start`)).headers['location']).toBe('/sign-in?refused=identity-provider-not-found');
    const path = `${provider.callbackPath}?state=made-up&code=x`;
    const { headers } = await asPage(path);
    expect([headers['location'], headers['cache-control']]).toEqual(['/sign-in?refused=sign-in-not-begun', 'no-store']);
    const started = await anonymousStart('/plants?open=1&type=Wind');
    const declined = await identity.service.anonymous().get(`${provider.callbackPath}?state=another&error=access_denied`).set({ ...forAPage, cookie: started }).expect(302);
    expect(declined.headers['location']).toBe('/sign-in?next=%2Fplants%3Fopen%3D1%26type%3DWind&refused=sign-in-not-begun');
    for (const hostile of ['https://evil.example', '//evil.example', String.raw`/\evil.example`, 'javascript:alert(1)', '/x/..//evil.example']) {
      expect((await asPage(`${provider.startPath}?returnTo=${encodeURIComponent(hostile)}`)).headers['location']).toBe('/sign-in?refused=return-to-refused');
    }
    const forged = await identity.service.anonymous().get(path).set({ ...forAPage, cookie: 'kairos_sign_in=%2Fplants' }).expect(302);
    expect(forged.headers['location']).toBe('/sign-in?refused=sign-in-not-begun');
    for (const accept of ['*/*', 'application/json', 'text/plain']) await identity.service.anonymous().get(path).set({ accept }).expect(400);
  });
});
