import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IdentityProviderView } from '@kairos/contracts';
import { actOnTenant } from '../act-on-tenant.ts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

const path = '/api/v1/identity/identity-providers';
const clientSecret = 'the client secret that nobody is told';

let identity: IdentityBuilder;
let admin: Person;
let roles: { admin: string; operator: string; viewer: string };
let server: Server;
let base: string;
/** What the issuers of these paths say of themselves. */
const documents = new Map<string, () => { status?: number; location?: string; body?: unknown }>();

beforeAll(async () => {
  identity = await IdentityBuilder.start(undefined, { OIDC_ALLOW_PRIVATE_ISSUERS: 'true' });
  admin = await identity.admin();
  const role = (name: string) => identity.roleId(admin, 'kronos', name);
  roles = { admin: await role('Admin'), operator: await role('Operator'), viewer: await role('Viewer') };
  server = createServer((request, response) => {
    const { status = 200, location, body = {} } = documents.get(request.url?.split('/.well-known/')[0] ?? '')?.() ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server?.close();
  await identity?.stop();
});

function issuerAt(name: string, facts: object = {}): string {
  const issuer = `${base}/${name}`;
  const body = { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], ...facts };
  documents.set(`/${name}`, () => ({ body }));
  return issuer;
}

const settings = (facts: object = {}) => ({
  label: 'Keycloak of the plant', issuer: issuerAt('realm'), clientId: `client-${randomUUID()}`, allowedEmailDomains: ['example.org'],
  claims: { roles: 'realm_access.roles' }, rules: [{ claimValue: 'admin', roleId: roles.operator }], defaultRoleIds: [roles.viewer], ...facts,
});
const stored = async () => (await identity.service.database.admin.query('select id, client_secret from identity.identity_provider order by created_at')).rows as { id: string; client_secret: string | null }[];
const register = async (facts: object = {}) => (await admin.api.post(path, settings(facts)).expect(201)).body as IdentityProviderView;
async function refused(status: number, code: string, facts: object) {
  const before = await stored();
  const { body } = await admin.api.post(path, settings(facts)).expect(status);
  expect(body).toMatchObject({ code });
  expect(await stored()).toEqual(before);
  return body as { errors?: { pointer: string }[] };
}

describe('an identity provider', () => {
  it('is registered with what it is asked and what it gives, and never tells its client secret again', async () => {
    const wanted = settings({ clientSecret });
    const answer = await admin.api.post(path, wanted).expect(201).expect('etag', '"1"');
    const { clientSecret: _secret, ...told } = wanted as typeof wanted & { clientSecret: string };
    const view = answer.body as IdentityProviderView;
    expect(view).toMatchObject({
      ...told, scopes: ['openid', 'email', 'profile'], enabled: true, createsAccounts: false, assignment: 'first-match', rowScope: { plants: [] },
      claims: { roles: 'realm_access.roles', email: 'email', emailVerified: 'email_verified', displayName: 'name' },
      startPath: `/api/v1/identity/oidc/${view.id}/start`, callbackPath: `/api/v1/identity/oidc/${view.id}/callback`, clientSecretSetAt: expect.any(String),
    });
    await admin.api.get(`${path}/${view.id}`).expect(200, view);
    const [row] = (await stored()).filter(({ id }) => id === view.id);
    expect(row?.client_secret).toMatch(/^0001\.[\w-]{40,}$/);
    const outbox = JSON.stringify(await identity.service.outbox());
    expect([JSON.stringify(view), outbox].some((text) => text.includes(clientSecret) || text.includes(row?.client_secret ?? ''))).toBe(false);
    expect(outbox).toContain('"resourceType":"IdentityProvider"');
  });

  it('is listed by label, page by page', async () => {
    for (const label of ['B of the list', 'A of the list']) await register({ label });
    const { body } = await admin.api.get(`${path}?limit=1`).expect(200);
    expect(body).toMatchObject({ items: [{ label: 'A of the list' }], nextCursor: expect.any(String) });
    const next = await admin.api.get(`${path}?limit=1&cursor=${(body as { nextCursor: string }).nextCursor}`).expect(200);
    expect(next.body).toMatchObject({ items: [{ label: 'B of the list' }] });
  });

  it('changes by whoever read it last, keeping the secret that is not told again', async () => {
    const { id } = await register({ clientSecret });
    const [before] = (await stored()).filter((row) => row.id === id);
    const changed = settings({ clientId: 'kept', label: 'Renamed' });
    await admin.api.put(`${path}/${id}`, changed).expect(428);
    await admin.api.put(`${path}/${id}`, changed).set('if-match', '"2"').expect(412);
    const { body } = await admin.api.put(`${path}/${id}`, changed).set('if-match', '"1"').expect(422);
    expect(body).toMatchObject({ code: 'client-secret-needed' });
    const { clientId } = (await admin.api.get(`${path}/${id}`)).body as IdentityProviderView;
    await admin.api.put(`${path}/${id}`, { ...changed, clientId }).set('if-match', '"1"').expect(200).expect('etag', '"2"');
    expect((await stored()).filter((row) => row.id === id)).toEqual([before]);
    const without = await admin.api.put(`${path}/${id}`, { ...changed, clientSecret: null }).set('if-match', '"2"').expect(200);
    expect(without.body).toMatchObject({ clientId: 'kept', clientSecretSetAt: null });
  });

  it('stands in the audit trail with the names of the roles that it gives, before and after', async () => {
    const { id, clientId } = await register();
    await admin.api.put(`${path}/${id}`, settings({ clientId, rules: [{ claimValue: 'ops', roleId: roles.admin }], defaultRoleIds: [] })).set('if-match', '"1"').expect(200);
    await admin.api.delete(`${path}/${id}`).set('if-match', '"2"').expect(204);
    const told = (await identity.service.outbox()).map(({ data }) => data as Record<string, unknown>).filter(({ resourceId, resourceType }) => resourceId === id && resourceType === 'IdentityProvider');
    const [first, second] = [{ mapping: ['admin → kronos/Operator'], defaultRoles: ['kronos/Viewer'] }, { mapping: ['ops → kronos/Admin'], defaultRoles: [] }];
    expect(told).toMatchObject([{ before: null, after: first }, { before: first, after: second }, { before: second, after: null }]);
  });

  it('never shows its secret to another issuer than the one it is for', async () => {
    const { id, clientId } = await register({ clientSecret });
    const { body } = await admin.api.put(`${path}/${id}`, settings({ clientId, issuer: issuerAt('of-a-thief') })).set('if-match', '"1"').expect(422);
    expect(body).toMatchObject({ code: 'client-secret-needed', errors: [{ pointer: '/clientSecret' }] });
  });

  it('can be disabled while its issuer is away, and is removed', async () => {
    const { id, clientId } = await register({ issuer: issuerAt('passing') });
    const issuer = `${base}/passing`;
    documents.delete('/passing');
    await admin.api.put(`${path}/${id}`, { ...settings({ clientId }), issuer, enabled: true }).set('if-match', '"1"').expect(422);
    await admin.api.put(`${path}/${id}`, { ...settings({ clientId }), issuer, enabled: false }).set('if-match', '"1"').expect(200);
    await admin.api.delete(`${path}/${id}`).set('if-match', '"1"').expect(412);
    await admin.api.delete(`${path}/${id}`).set('if-match', '"2"').expect(204);
    await admin.api.get(`${path}/${id}`).expect(404);
  });

  it('is one of its tenant alone', async () => {
    const { id } = await register();
    const other = await identity.foundTenant('Other', 'other@example.org');
    const stranger = await identity.person('other@example.org', other.oneTimePassword ?? '');
    for (const answer of [stranger.api.get(`${path}/${id}`), stranger.api.delete(`${path}/${id}`).set('if-match', '"1"'), stranger.api.post(`${path}/${id}/test-mapping`, { claims: {} })]) {
      expect((await answer).body).toMatchObject({ code: 'identity-provider-not-found' });
    }
    expect((await stranger.api.get(path).expect(200)).body).toEqual({ items: [], nextCursor: null });
  });

  it('is found by the domain of an e-mail address, whoever has an account', async () => {
    const { id, label } = await register({ allowedEmailDomains: ['found.example'], label: 'Found' });
    await register({ allowedEmailDomains: ['found.example'], enabled: false });
    // A claim is no proof: until the operator knows better, the provider is reached by its own address alone.
    await identity.service.anonymous().post('/api/v1/identity/oidc/discover', { email: 'nobody@found.example' }).expect(200, { items: [] });
    const act = { act: 'set-email-domains', tenantId: admin.tenantId, domains: ['found.example'], reason: 'shown by a DNS record' };
    expect(await actOnTenant({ DATABASE_URL: identity.service.database.url('identity', 'app') }, act)).toMatchObject({ tenantId: admin.tenantId });
    for (const email of ['nobody@found.example', 'Someone@FOUND.example']) {
      const { body } = await identity.service.anonymous().post('/api/v1/identity/oidc/discover', { email }).expect(200);
      expect(body).toEqual({ items: [{ id, label, startPath: `/api/v1/identity/oidc/${id}/start` }] });
    }
    await identity.service.anonymous().post('/api/v1/identity/oidc/discover', { email: 'x@nowhere.example' }).expect(200, { items: [] });
  });
});

describe('an issuer that cannot be trusted is refused, and nothing is stored', () => {
  it.each<[string, string, () => object]>([
    ['calls itself by another name', 'issuer-mismatch', () => ({ issuer: issuerAt('mismatch', { issuer: 'https://login.example.org' }) })],
    ['stands for many tenants', 'issuer-mismatch', () => ({ issuer: issuerAt('common', { issuer: 'https://login.example.org/{tenantid}/v2.0' }) })],
    ['names no keys', 'issuer-not-usable', () => ({ issuer: issuerAt('keyless', { jwks_uri: undefined }) })],
    ['signs with a shared secret only', 'issuer-not-usable', () => ({ issuer: issuerAt('shared', { id_token_signing_alg_values_supported: ['HS256', 'none'] }) })],
    ['takes PKCE in clear only', 'issuer-not-usable', () => ({ issuer: issuerAt('plain', { code_challenge_methods_supported: ['plain'] }) })],
    ['sends elsewhere without https', 'issuer-not-allowed', () => ({ issuer: issuerAt('unsafe', { token_endpoint: 'http://token.example.org/' }) })],
    ['is nobody', 'issuer-unreachable', () => ({ issuer: 'http://127.0.0.1:1/realm' })],
    ['has no configuration', 'issuer-not-usable', () => ({ issuer: `${base}/nothing` })],
    ['is not asked over https', 'issuer-not-allowed', () => ({ issuer: 'http://login.example.org' })],
    ['comes with credentials', 'issuer-not-allowed', () => ({ issuer: 'https://user:password@login.example.org' })],
  ])('when it %s', async (_what, code, facts) => {
    expect((await refused(422, code, facts())).errors).toEqual([expect.objectContaining({ pointer: '/issuer' })]);
  });

  it('when it redirects, and whom it redirects to is not asked', async () => {
    let asked = 0;
    documents.set('/target', () => ({ body: { asked: (asked += 1) } }));
    documents.set('/redirects', () => ({ status: 302, location: `${base}/target/.well-known/openid-configuration` }));
    await refused(422, 'issuer-not-usable', { issuer: `${base}/redirects` });
    expect(asked).toBe(0);
  });

  it('when it answers without end', async () => {
    documents.set('/endless', () => ({ body: 'x'.repeat(1_000_000) }));
    await refused(422, 'issuer-unreachable', { issuer: `${base}/endless` });
  });
});

describe('a role mapping', () => {
  it('names roles of the tenant', async () => {
    const { errors } = await refused(422, 'unknown-role', { rules: [{ claimValue: 'x', roleId: roles.viewer }, { claimValue: 'y', roleId: randomUUID() }], defaultRoleIds: [randomUUID()] });
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/rules/1/roleId', '/defaultRoleIds/0']);
  });

  it('gives no more than whoever writes it holds, nor does it change by one who holds less', async () => {
    const { email } = await identity.user(admin, ['identity.identity-provider.manage', 'identity.tenant.read']);
    const limited = await identity.person(email, 'seven brown herons at dusk');
    const write = (facts: object) => limited.api.post(path, settings({ rules: [], defaultRoleIds: [], ...facts }));
    expect((await write({ rules: [{ claimValue: '*', roleId: roles.admin }] }).expect(403)).body).toMatchObject({ code: 'grants-more-than-held' });
    expect((await write({ defaultRoleIds: [roles.admin] }).expect(403)).body).toMatchObject({ code: 'grants-more-than-held' });
    expect((await write({ rowScope: { plants: 'all' } }).expect(403)).body).toMatchObject({ code: 'reaches-more-than-held' });
    const { id } = await register({ rules: [{ claimValue: 'boss', roleId: roles.admin }] });
    await limited.api.put(`${path}/${id}`, settings({ rules: [], defaultRoleIds: [] })).set('if-match', '"1"').expect(403);
    await limited.api.delete(`${path}/${id}`).set('if-match', '"1"').expect(403);
    await write({ allowedEmailDomains: ['nobody.example'] }).expect(201);
  });

  it('speaks for no member who holds, or reaches, more than whoever writes it', async () => {
    const { email } = await identity.user(admin, ['identity.identity-provider.manage']);
    const atOnePlant = { email: `${randomUUID()}@example.org`, displayName: 'Of one plant', password: goodPassword, roleIds: [roles.admin], rowScope: { plants: [randomUUID()] } };
    await admin.api.post('/api/v1/identity/users', atOnePlant).expect(201);
    await identity.user(admin, ['identity.tenant.read'], { plants: 'all' });
    const { id, clientId } = await register({ rules: [], defaultRoleIds: [], allowedEmailDomains: ['nobody.example'] });
    for (const [address, code] of [[email, 'grants-more-than-held'], [atOnePlant.email, 'reaches-more-than-held']] as const) {
      const { api } = await identity.person(address, goodPassword);
      const mine = (facts: object = {}) => settings({ rules: [], defaultRoleIds: [], ...facts });
      expect((await api.post(path, mine()).expect(403)).body).toMatchObject({ code });
      expect((await api.put(`${path}/${id}`, mine({ clientId })).set('if-match', '"1"').expect(403)).body).toMatchObject({ code });
      await api.post(path, mine({ allowedEmailDomains: ['nobody.example'] })).expect(201);
    }
  });

  it('can be tried on claims: which rules match, and which roles come out', async () => {
    const { id } = await register({ rules: [{ claimValue: 'admin', roleId: roles.admin }, { claimValue: 'dev*', roleId: roles.operator }] });
    const before = (await identity.service.outbox()).length;
    const attempt = async (claims: object) => (await admin.api.post(`${path}/${id}/test-mapping`, { claims }).expect(200)).body as object;
    expect(await attempt({ realm_access: { roles: ['DevOps', 'other'] } })).toEqual({
      claimValues: ['DevOps', 'other'], outcome: 'mapped', roles: [{ id: roles.operator, name: 'kronos/Operator' }],
      rules: [{ position: 0, claimValue: 'admin', roleId: roles.admin, matches: false }, { position: 1, claimValue: 'dev*', roleId: roles.operator, matches: true }],
    });
    expect(await attempt({ groups: ['admin'] })).toMatchObject({ claimValues: [], outcome: 'default', roles: [{ id: roles.viewer }] });
    expect((await identity.service.outbox()).length).toBe(before);
  });
});

describe('bad input', () => {
  it.each<[string, object]>([
    ['no domain', { allowedEmailDomains: [] }], ['a domain that is none', { allowedEmailDomains: ['*'] }], ['an issuer with a query', { issuer: 'https://x.example?a=b' }],
    ['an issuer that is no address', { issuer: 'javascript:alert(1)' }], ['a scope with a space', { scopes: ['a b'] }], ['an unknown field', { isAdmin: true }], ['an empty rule', { rules: [{ claimValue: ' ', roleId: randomUUID() }] }],
  ])('is refused: %s', (_what, facts) => refused(400, 'invalid-request', facts));

  it('refuses the same issuer and client twice', async () => {
    const { clientId } = await register();
    await refused(409, 'identity-provider-taken', { clientId });
  });
});
