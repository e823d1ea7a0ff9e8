import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { newApiKey } from '@kairos/auth';
import type { ApiKeyToken, ApiKeyView, IssuedApiKey, OwnAccess } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { gatewaySecret, goodPassword, IdentityBuilder, serviceSecret, type Person } from '../test/identity.builder.ts';

const keys = '/api/v1/identity/api-keys';
const own = '/api/v1/identity/me/api-keys';
const basic = (service: string, secret: string) => `Basic ${Buffer.from(`${service}:${secret}`).toString('base64')}`;
const version = ({ version: read }: ApiKeyView) => ({ 'if-match': `"${read}"` });
const plant = randomUUID();

let identity: IdentityBuilder;
let admin: Person;
let member: Person;
let memberRole: string;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  const { email, roleId } = await identity.user(admin, ['assets.plant.read', 'assets.plant.update'], { plants: [plant] });
  memberRole = roleId;
  member = await identity.person(email, goodPassword);
});
afterAll(() => identity?.stop());

const create = async (who: Person, more: object = {}) => (await who.api.post(own, { name: 'report', scopes: ['assets.plant.read'], ...more }).expect(201)).body as IssuedApiKey;
const exchange = (secret: string, address = '203.0.113.7', authorization = basic('gateway', gatewaySecret)) =>
  identity.service.anonymous().post('/api/v1/identity/api-key-tokens', { secret, address }).set('authorization', authorization);
const through = async (secret: string) => new ApiClient(identity.service.url, ((await exchange(secret).expect(200)).body as ApiKeyToken).accessToken);
const accessOf = async (api: ApiClient) => (await api.get('/api/v1/identity/access').expect(200)).body as OwnAccess;
const read = async (id: string) => (await admin.api.get(`${keys}/${id}`).expect(200)).body as ApiKeyView;

describe('a personal key', () => {
  it('acts as its owner within its scopes and rows, and shows its secret once', async () => {
    const { secret, apiKey } = await create(member, { scopes: ['assets.plant.read'] });
    expect(apiKey).toMatchObject({ kind: 'personal', status: 'active', rowScope: { plants: [plant] }, requestsPerMinute: 60, secrets: [{ hint: secret.slice(0, 16), endsAt: null, lastUsedAt: null }] });
    expect(Date.parse(apiKey.expiresAt) - Date.now()).toBeGreaterThan(89 * 86_400_000);
    expect(await accessOf(await through(secret))).toMatchObject({ active: true, permissions: ['assets.plant.read'], rowScope: { plants: [plant] }, sessionRevoked: false });
    expect(await read(apiKey.id)).toMatchObject({ lastUsedAt: expect.any(String), version: apiKey.version, secrets: [{ lastUsedAddress: '203.0.113.7' }] });
    const { rows } = await identity.service.database.admin.query<{ row: string }>(`select to_jsonb(s)::text as row from identity.api_key_secret s union all select message::text from identity.outbox_message`);
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
  });

  it('is refused beyond what its owner holds, by name, and nothing is stored', async () => {
    const before = await identity.service.database.admin.query('select from identity.api_key');
    const attempt = (more: object) => member.api.post(own, { name: 'more', scopes: ['assets.plant.read'], ...more });
    const { body } = await attempt({ scopes: ['assets.*', 'identity.user.read'] }).expect(403);
    expect(body).toMatchObject({ code: 'grants-more-than-held', detail: expect.stringMatching(/identity\.user\.read.*assets\.plant\.register/) });
    expect((await attempt({ rowScope: { plants: 'all' } }).expect(403)).body).toMatchObject({ code: 'reaches-more-than-held' });
    expect((await attempt({ scopes: ['assets.plant.read', 'assets.plant.paint'] }).expect(400)).body).toMatchObject({ errors: [{ pointer: '/scopes/1', detail: 'is no permission of this platform' }] });
    expect((await attempt({ allowedAddresses: ['203.0.113.0/33'] }).expect(400)).body).toMatchObject({ errors: [{ pointer: '/allowedAddresses/0', detail: expect.stringContaining('range') }] });
    expect((await attempt({ expiresAt: '2020-01-01T00:00:00.000Z' }).expect(422)).body).toMatchObject({ code: 'expiry-refused', errors: [{ pointer: '/expiresAt', detail: 'must lie ahead' }] });
    await attempt({ kind: 'service' }).expect(400);
    expect((await identity.service.database.admin.query('select from identity.api_key')).rowCount).toBe(before.rowCount);
  });

  it('loses with its owner’s role what the role gave', async () => {
    const api = await through((await create(member, { scopes: ['assets.plant.read', 'assets.plant.update'] })).secret);
    const role = (await admin.api.get(`/api/v1/identity/roles/${memberRole}`).expect(200)).body as { name: string; version: number };
    const redefine = (grants: string[], of: number) => admin.api.put(`/api/v1/identity/roles/${memberRole}`, { name: role.name, permissions: { grants } }).set('if-match', `"${of}"`).expect(200);
    await redefine(['assets.plant.read'], role.version);
    expect((await accessOf(api)).permissions).toEqual(['assets.plant.read']);
    await redefine(['assets.plant.read', 'assets.plant.update'], role.version + 1);
  });

  it('opens no account: no password, no other key, and none of its owner’s own', async () => {
    const { secret, apiKey } = await create(admin, { scopes: ['*'] });
    const api = await through(secret);
    await api.get('/api/v1/identity/me').expect(200);
    for (const refused of [
      api.get(own), api.post(own, { name: 'child', scopes: ['assets.plant.read'] }), api.post(keys, { kind: 'service', name: 'child', scopes: ['assets.plant.read'] }),
      api.post(`${own}/${apiKey.id}/rotate`, {}).set(version(apiKey)), api.post('/api/v1/identity/me/password', { currentPassword: admin.password, newPassword: goodPassword }),
      api.delete('/api/v1/identity/sessions/current'),
    ]) expect((await refused.expect(403)).body).toMatchObject({ code: 'only-in-person' });
  });

  it('is its owner’s alone to change, and an administrator’s to see and revoke', async () => {
    const { secret, apiKey } = await create(member);
    await member.api.get(`${keys}/${apiKey.id}`).expect(200);
    await member.api.get(keys).expect(403);
    expect(((await admin.api.get(`${keys}?userId=${member.userId}`).expect(200)).body as { items: ApiKeyView[] }).items.map(({ id }) => id)).toContain(apiKey.id);
    for (const path of [`${own}/${apiKey.id}/rotate`, `${own}/${apiKey.id}/revoke`]) await admin.api.post(path, {}).set(version(apiKey)).expect(404);
    expect((await admin.api.post(`${keys}/${apiKey.id}/rotate`, {}).set(version(apiKey)).expect(409)).body).toMatchObject({ code: 'personal-key-is-its-owners' });
    const renamed = (await member.api.patch(`${own}/${apiKey.id}`, { name: 'renamed' }).set(version(apiKey)).expect(200).expect('etag', '"2"')).body as ApiKeyView;
    await admin.api.post(`${keys}/${apiKey.id}/revoke`, {}).set(version(apiKey)).expect(412);
    expect((await admin.api.post(`${keys}/${apiKey.id}/revoke`, { reason: 'left on a bus' }).set(version(renamed)).expect(200)).body).toMatchObject({ status: 'revoked', name: 'renamed' });
    await exchange(secret).expect(401);
    const told = (await identity.service.outbox('identity.access.api-key-changed.v1')).filter(({ subject }) => subject === apiKey.id);
    expect(told.map(({ data }) => data)).toEqual([1, 2, 3].map((authzVersion) => expect.objectContaining({ apiKeyId: apiKey.id, authzVersion, active: authzVersion < 3 })));
  });
});

describe('a key that is presented', () => {
  it('is refused alike whatever is wrong with it, and its owner sees why', async () => {
    const allowed = await create(member, { allowedAddresses: ['203.0.113.0/24', '2001:db8::/32'] });
    const expired = await create(member);
    await identity.service.database.admin.query(`update identity.api_key set expires_at = now() - interval '1 second' where id = $1`, [expired.apiKey.id]);
    await exchange(allowed.secret, '2001:db8::9').expect(200);
    const refusals = [
      await exchange(newApiKey('personal')).expect(401), await exchange(expired.secret).expect(401), await exchange(allowed.secret, '198.51.100.1').expect(401),
      await exchange(`${allowed.secret.slice(0, -1)}~`).expect(401), await exchange('nonsense').expect(401),
    ].map(({ text }) => text.replace(/"requestId":"[^"]*"/, ''));
    expect(new Set(refusals).size).toBe(1);
    expect((await read(allowed.apiKey.id)).secrets).toMatchObject([{ lastRefusedBecause: 'address', lastRefusedAddress: '198.51.100.1', lastUsedAddress: '2001:db8::9' }]);
    expect(await read(expired.apiKey.id)).toMatchObject({ status: 'expired', secrets: [{ lastRefusedBecause: 'expired' }] });
  });

  it('is exchanged for the gateway alone, and the gateway acts for nobody', async () => {
    const { secret } = await create(member);
    for (const authorization of ['', basic('gateway', serviceSecret), basic('intake', serviceSecret), basic('gateway', '')]) await exchange(secret, '203.0.113.7', authorization).expect(401);
    await identity.service.anonymous().post('/api/v1/identity/service-tokens', { membershipId: member.membershipId }).set('authorization', basic('gateway', gatewaySecret)).expect(401);
    await new ApiClient(identity.service.url, secret).get('/api/v1/identity/me').expect(401);
  });

  it('lets a service finish what it began, with its rights and no longer than it lives', async () => {
    const { apiKey } = await create(member);
    const act = (apiKeyId: string) => identity.service.anonymous().post('/api/v1/identity/service-tokens', { membershipId: member.membershipId, apiKeyId }).set('authorization', basic('intake', serviceSecret));
    const token = ((await act(apiKey.id).expect(201)).body as { accessToken: string }).accessToken;
    const api = new ApiClient(identity.service.url, token);
    expect(await accessOf(api)).toMatchObject({ permissions: ['assets.plant.read'], sessionRevoked: false });
    await api.get('/api/v1/identity/me').expect(200);
    await member.api.post(`${own}/${apiKey.id}/revoke`, {}).set(version(apiKey)).expect(200);
    await api.get('/api/v1/identity/me').expect(401);
    for (const gone of [apiKey.id, (await create(admin)).apiKey.id, randomUUID()]) await act(gone).expect(404);
  });

  it('is noted once a minute', async () => {
    const { secret, apiKey } = await create(member);
    await exchange(secret, '203.0.113.1').expect(200);
    await exchange(secret, '203.0.113.2').expect(200);
    expect((await read(apiKey.id)).secrets).toMatchObject([{ lastUsedAddress: '203.0.113.1' }]);
    await identity.service.database.admin.query(`update identity.api_key_secret set last_used_at = last_used_at - interval '61 seconds' where api_key_id = $1`, [apiKey.id]);
    await exchange(secret, '203.0.113.3').expect(200);
    expect((await read(apiKey.id)).secrets).toMatchObject([{ lastUsedAddress: '203.0.113.3' }]);
  });
});

describe('rotation', () => {
  const rotate = (who: Person, key: ApiKeyView, body: object = {}) => who.api.post(`${own}/${key.id}/rotate`, body).set(version(key));

  it('gives a second secret while the first still works, until its grace is over', async () => {
    const { secret: first, apiKey } = await create(member);
    const { secret: second, apiKey: rotated } = (await rotate(member, apiKey).expect(200)).body as IssuedApiKey;
    for (const secret of [first, second]) await exchange(secret).expect(200);
    expect(Date.parse(rotated.secrets[1]?.endsAt ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect((await rotate(member, rotated).expect(409)).body).toMatchObject({ code: 'rotation-underway' });
    const last = (await rotate(member, rotated, { graceHours: 0 }).expect(200)).body as IssuedApiKey;
    for (const secret of [first, second]) await exchange(secret).expect(401);
    await exchange(last.secret).expect(200);
    expect(last.apiKey.secrets).toHaveLength(1);
  });

  it('twice at once leaves two live secrets, and one caller is told to read again', async () => {
    const { apiKey } = await create(member);
    const answers = await Promise.all(Array.from({ length: 8 }, () => rotate(member, apiKey)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    expect((await read(apiKey.id)).secrets).toHaveLength(2);
  });
});

describe('a key of a service', () => {
  const make = async (who: Person, more: object = {}) => (await who.api.post(keys, { kind: 'integration', integration: 'SCADA', name: 'readings', scopes: ['assets.plant.read'], ...more }).expect(201)).body as IssuedApiKey;

  it('has a name of its own, is managed by permission, and passes from one member to the next', async () => {
    const { email } = await identity.user(admin, ['identity.api-key.manage', 'assets.plant.read'], { plants: [plant] });
    const keeper = await identity.person(email, goodPassword);
    const { secret, apiKey } = await make(keeper);
    expect([secret.slice(0, 10), apiKey.kind, apiKey.integration, apiKey.owner.userId]).toEqual(['kairos_ik_', 'integration', 'SCADA', keeper.userId]);
    await member.api.post(keys, { kind: 'service', name: 'x', scopes: ['assets.plant.read'] }).expect(403);
    const personal = await create(keeper, { scopes: ['assets.plant.read'] });
    const user = (await admin.api.get(`/api/v1/identity/users/${keeper.userId}`).expect(200)).body as { version: number };
    await admin.api.post(`/api/v1/identity/users/${keeper.userId}/deactivate`, {}).set('if-match', `"${user.version}"`).expect(200);
    for (const dead of [secret, personal.secret]) await exchange(dead).expect(401);
    expect([(await read(apiKey.id)).status, (await read(personal.apiKey.id)).status]).toEqual(['owner-inactive', 'revoked']);
    const inState = async (status: string) => ((await admin.api.get(`${keys}?userId=${keeper.userId}&status=${status}`).expect(200)).body as { items: ApiKeyView[] }).items.map(({ id }) => id);
    expect([await inState('owner-inactive'), await inState('revoked'), await inState('active')]).toEqual([[apiKey.id], [personal.apiKey.id], []]);
    await admin.api.get(`${keys}?status=lost`).expect(400);
    await admin.api.post(`${keys}/${apiKey.id}/take-over`).set(version(await read(apiKey.id))).expect(200);
    expect(await accessOf(await through(secret))).toMatchObject({ permissions: ['assets.plant.read'], rowScope: { plants: [plant] } });
  });

  it('stands under its own id in the audit trail of what it does', async () => {
    const { secret, apiKey } = await make(admin, { scopes: ['identity.api-key.manage'] });
    const { apiKey: other } = await create(member);
    await (await through(secret)).post(`${keys}/${other.id}/revoke`, {}).set(version(other)).expect(200);
    const records = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { apiKeyId?: string; action: string; actorId: string; status?: string; errorCode?: string });
    expect(records.filter(({ apiKeyId }) => apiKeyId === apiKey.id)).toEqual([expect.objectContaining({ apiKeyId: apiKey.id, actorId: admin.userId, action: 'identity.api-key.revoke' })]);
    // What other keys tried, and is for people alone, stands there too.
    const tried = records.filter(({ apiKeyId, status }) => apiKeyId !== apiKey.id && status === 'denied');
    expect(tried.map(({ errorCode }) => errorCode)).toContain('only-in-person');
    expect(JSON.stringify(records)).not.toContain('secretSha256');
  });
});
