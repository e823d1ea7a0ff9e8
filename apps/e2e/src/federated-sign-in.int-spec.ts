import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRecordPage, DiscoveredIdentityProviders, IdentityProviderView, MeView, RoleView, SignedIn, SignOutOnward } from '@kairos/contracts';
import { ApiClient, eventually } from '@kairos/testing';
import { Browser, issuerClient, OidcIssuer, type Page } from '@kairos/testing/oidc';
import { LiveEvents } from './live-events.ts';
import { Platform, type Member } from './platform.ts';

const oidc = '/api/v1/identity/oidc';
let platform: Platform;
let issuer: OidcIssuer;
let admin: Member;
let provider: IdentityProviderView;
let gateway: string;
let settings: object;

beforeAll(async () => {
  [platform, issuer] = [await Platform.start({ OIDC_ALLOW_PRIVATE_ISSUERS: 'true' }), await OidcIssuer.start()];
  gateway = platform.url('gateway');
  admin = await platform.foundTenant('alfa');
  const roles = ((await admin.at('gateway').get('/api/v1/identity/roles?origin=fleet&limit=50').expect(200)).body as { items: RoleView[] }).items;
  const id = (name: string) => roles.find((role) => role.name === name)?.id;
  settings = {
    label: 'Keycloak', issuer: issuer.url, ...issuerClient, allowedEmailDomains: ['example.org'], createsAccounts: true, claims: { roles: 'realm_access.roles' },
    rules: [{ claimValue: 'operations', roleId: id('DEVOPS') }], defaultRoleIds: [id('USER')], rowScope: { plants: 'all' },
  };
  provider = (await admin.at('gateway').post('/api/v1/identity/identity-providers', settings).expect(201)).body as IdentityProviderView;
  await platform.database.admin.query(`update identity.tenant set email_domains = '{example.org}' where id = $1`, [admin.tenantId]);
  issuer.returnsTo(`${gateway}${provider.callbackPath}`);
  issuer.tellsOfSignOut({ signedOut: `${gateway}${provider.signedOutPath}`, backChannel: `${gateway}${provider.backChannelLogoutPath}` });
}, 90_000);
afterAll(async () => {
  await platform?.stop();
  await issuer?.stop();
});

const says = (role: string) => issuer.signsIn('mario', { email: 'mario@example.org', email_verified: true, name: 'Mario Rossi', realm_access: { roles: [role] } });
const isCallback = ({ pathname }: URL) => pathname === provider.callbackPath;
const signIn = async (browser: Browser): Promise<Page> => browser.get(await browser.followUntil(`${gateway}${provider.startPath}?returnTo=%2Fplants`, isCallback));
const cookieOf = (browser: Browser, name: string) => `${name}=${browser.cookies.get(gateway)?.get(name) ?? ''}`;
const refresh = (browser: Browser, headers: Record<string, string> = { 'x-kairos-csrf': '1' }) =>
  new ApiClient(gateway).post('/api/v1/identity/sessions/refresh').set({ cookie: cookieOf(browser, 'kairos_refresh'), ...headers });
const signedIn = async (browser: Browser) => (await refresh(browser).expect(200)).body as SignedIn;
const me = async ({ accessToken }: SignedIn) => (await new ApiClient(gateway, accessToken).get('/api/v1/identity/me').expect(200)).body as MeView;

describe('through the public address alone, somebody', () => {
  const browser = new Browser();

  it('finds their identity provider by their e-mail address, and is sent to it and back to this address', async () => {
    const { body } = await new ApiClient(gateway).post(`${oidc}/discover`, { email: 'Mario@Example.org' }).expect(200);
    expect((body as DiscoveredIdentityProviders).items).toMatchObject([{ label: 'Keycloak', startPath: provider.startPath }]);
    says('offline_access');
    const started = await browser.get(`${gateway}${provider.startPath}`);
    expect(new URL(started.location ?? '').searchParams.get('redirect_uri')).toBe(`${gateway}${provider.callbackPath}`);
    const page = await signIn(browser);
    expect([page.status, page.location]).toEqual([302, '/plants']);
    expect(page.cookies.map((cookie) => cookie.replace(/=[^;]*/, '').replace(/ Expires=[^;]*;/, ''))).toEqual([
      'kairos_refresh; Path=/api/v1/identity; HttpOnly; SameSite=Strict', 'kairos_access; Path=/api/v1/events; HttpOnly; SameSite=Strict', 'kairos_sign_in; Path=/api/v1/identity/oidc; HttpOnly; SameSite=Lax',
    ]);
  });

  it('has a session that no other site can use, in every service and at the live stream', async () => {
    expect((await refresh(browser, {}).expect(403)).body).toMatchObject({ code: 'csrf-header-missing' });
    const session = await signedIn(browser);
    expect(await me(session)).toMatchObject({ email: 'mario@example.org', roles: ['fleet/USER'] });
    const answer = await eventually(async () => new ApiClient(gateway, session.accessToken).get('/api/v1/assets/plants'), ({ status }) => status === 403, 20_000);
    expect(answer.body).toMatchObject({ code: 'permission-missing' });
    (await LiveEvents.open(gateway, { cookie: cookieOf(browser, 'kairos_access') })).close();
  });

  it('cannot be signed in by an answer that another browser began', async () => {
    const [victim, thief] = [new Browser(), new Browser()];
    says('offline_access');
    const callback = await thief.followUntil(`${gateway}${provider.startPath}`, isCallback);
    expect((await victim.get(callback)).body).toMatchObject({ code: 'sign-in-not-begun' });
    await victim.get(`${gateway}${provider.startPath}`);
    const page = await victim.get(callback);
    expect([page.body['code'], page.cookies.some((cookie) => cookie.startsWith('kairos_refresh='))]).toEqual(['sign-in-not-begun', false]);
  });

  it('has other roles at the next sign-in, which the audit trail names, and not only by their ids', async () => {
    says('operations');
    const again = new Browser();
    await signIn(again);
    const session = await signedIn(again);
    expect((await me(session)).roles).toEqual(['fleet/DEVOPS']);
    const records = async () => ((await admin.at('gateway').get(`/api/v1/identity/audit-records?resourceType=Membership&resourceId=${session.membershipId}`).expect(200)).body as AuditRecordPage).items;
    const told = await eventually(records, (items) => items.some(({ after }) => JSON.stringify(after).includes('DEVOPS')), 20_000);
    expect(told[0]).toMatchObject({ action: 'identity.identity-provider.sign-in', before: { roles: ['fleet/USER'] }, after: { roles: ['fleet/DEVOPS'] } });
    const ofMapping = async () => ((await admin.at('gateway').get(`/api/v1/identity/audit-records?resourceType=IdentityProvider&resourceId=${provider.id}`).expect(200)).body as AuditRecordPage).items;
    expect((await eventually(ofMapping, ({ length }) => length > 0, 20_000))[0]).toMatchObject({ after: { mapping: ['operations → fleet/DEVOPS'], defaultRoles: ['fleet/USER'] } });
  });

  it('is signed out everywhere by the issuer, which reaches us through this address', async () => {
    const session = await signedIn(browser);
    const answer = await new ApiClient(gateway, session.accessToken).post(`${oidc}/sign-out`, { returnTo: '/bye' }).expect(200);
    browser.keep(gateway, answer.get('Set-Cookie') ?? []);
    const shared = new Browser();
    says('operations');
    await signIn(shared);
    const other = await signedIn(shared);
    const { text } = await shared.get((answer.body as SignOutOnward).signOutUrl ?? '');
    const { location } = await shared.post(/action="([^"]+)"/.exec(text)?.[1] ?? '', { xsrf: /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? '', logout: 'yes' });
    expect(new URL(location ?? '').pathname).toBe(provider.signedOutPath);
    expect((await browser.get(location ?? '')).location).toBe('/bye');
    expect(await eventually(async () => (await new ApiClient(gateway, other.accessToken).get('/api/v1/identity/me')).status, (status) => status === 401, 20_000)).toBe(401);
    await refresh(shared).expect(401);
  });
});
