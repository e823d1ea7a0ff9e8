import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccessChanged, allPermissions, type MembershipAccess, type UserView } from '@kairos/contracts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;
let stranger: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  const other = await identity.foundTenant('Other', 'other@example.org');
  stranger = await identity.person('other@example.org', other.oneTimePassword ?? '');
});
afterAll(() => identity?.stop());

const users = '/api/v1/identity/users';
const read = async (userId: string) => (await admin.api.get(`${users}/${userId}`).expect(200)).body as UserView;
const accessEvents = async (membershipId: string) =>
  (await identity.service.outbox(AccessChanged.type)).filter((event) => event.subject === membershipId).map((event) => event.data as MembershipAccess);

describe('creating a user', () => {
  it('gives them the permissions of their roles, published in full with the membership', async () => {
    const roleIds = [await identity.roleId(admin, 'kronos', 'Operator'), await identity.roleId(admin, 'fleet', 'ADMIN')];
    const plantId = randomUUID();
    const body = { email: ' Olga.Operator@Example.org ', displayName: 'Olga', password: goodPassword, roleIds, rowScope: { plants: [plantId] } };
    const created = await admin.api.post(users, body).expect(201);
    const { userId, membershipId } = created.body as { userId: string; membershipId: string };
    expect(await read(userId)).toMatchObject({ email: 'olga.operator@example.org', active: true, passwordChangeRequired: true, lastSignedInAt: null, version: 1, rowScope: { plants: [plantId] } });
    const [event] = await accessEvents(membershipId);
    expect(event).toMatchObject({ userId, active: true, roles: ['fleet/ADMIN', 'kronos/Operator'], rowScope: { plants: [plantId] }, authzVersion: 1 });
    expect(event?.permissions).toEqual(expect.arrayContaining(['assets.plant.read', 'workflows.deadline.complete', 'identity.audit.read']));
    expect(event?.permissions).not.toContain('assets.plant.register');
    const olga = await identity.person('olga.operator@example.org', goodPassword);
    await olga.api.get('/api/v1/identity/me').expect(200).expect(({ body: me }) => expect(me).toMatchObject({ roles: ['fleet/ADMIN', 'kronos/Operator'] }));
  });

  it('writes who did it and what changed to the audit trail, without the password', async () => {
    const { membershipId } = await identity.user(admin, ['assets.plant.read']);
    const record = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { resourceId: string; [key: string]: unknown }).find(({ resourceId }) => resourceId === membershipId);
    expect(record).toMatchObject({ service: 'identity', action: 'identity.user.create', resourceType: 'Membership', actorKind: 'user', actorId: admin.userId, sessionId: admin.sessionId, before: null });
    expect(JSON.stringify(record)).not.toContain(goodPassword);
  });

  it('has one effect under one Idempotency-Key', async () => {
    const roleIds = [await identity.roleId(admin, 'kronos', 'Viewer')];
    const body = { email: 'twice@example.org', displayName: 'Twice', password: goodPassword, roleIds };
    const [first, second] = [await admin.api.post(users, body).set('idempotency-key', 'create-twice'), await admin.api.post(users, body).set('idempotency-key', 'create-twice')];
    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect(second?.body).toEqual(first?.body);
  });

  it.each([
    ['a short password', { password: 'fourteen chars' }, 422, 'password-refused'],
    ['a common password', { password: 'Password-Password' }, 422, 'password-refused'],
    ['no role', { roleIds: [] }, 400, 'invalid-request'],
    ['an unknown role', { roleIds: [randomUUID()] }, 422, 'unknown-role'],
    ['no e-mail address', { email: 'nobody' }, 400, 'invalid-request'],
    ['a plant that is no id', { rowScope: { plants: ['mine'] } }, 400, 'invalid-request'],
    ['an unknown field', { tenantId: randomUUID() }, 400, 'invalid-request'],
    ['a NUL in the name', { displayName: 'a\u0000b' }, 400, 'nul-character'],
  ])('refuses %s', async (_, change, status, code) => {
    const roleIds = [await identity.roleId(admin, 'kronos', 'Viewer')];
    const body = { email: `${randomUUID()}@example.org`, displayName: 'Nobody', password: goodPassword, roleIds, ...change };
    await admin.api.post(users, body).expect(status).expect(({ body: problem }) => expect(problem).toMatchObject({ code }));
  });

  it('refuses an e-mail address that has an account, and changes nothing about it', async () => {
    const roleIds = [await identity.roleId(admin, 'kronos', 'Viewer')];
    const body = { email: 'other@example.org', displayName: 'Mine now', password: goodPassword, roleIds };
    await admin.api.post(users, body).expect(409).expect(({ body: problem }) => expect(problem).toMatchObject({ code: 'email-taken' }));
    await identity.signInAs('other@example.org', goodPassword).expect(401);
  });
});

describe('assigning access', () => {
  it('raises the version of the access and publishes what stands now', async () => {
    const { userId, membershipId } = await identity.user(admin, ['assets.plant.read']);
    const roleIds = [await identity.roleId(admin, 'kronos', 'Asset Manager')];
    const response = await admin.api.put(`${users}/${userId}/access`, { roleIds, rowScope: { plants: 'all' }, reason: 'promoted' }).set('if-match', '"1"').expect(200);
    expect(response.headers['etag']).toBe('"2"');
    expect(response.body).toMatchObject({ version: 2, roles: [{ origin: 'kronos', name: 'Asset Manager' }], rowScope: { plants: 'all' } });
    expect((await accessEvents(membershipId)).map(({ authzVersion }) => authzVersion)).toEqual([1, 2]);
    const audit = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { resourceId: string; reason: string; before: object; after: object }).filter(({ resourceId }) => resourceId === membershipId).at(-1);
    expect(audit).toMatchObject({ reason: 'promoted', before: { rowScope: { plants: [] } }, after: { rowScope: { plants: 'all' } } });
  });

  it('asks which version is meant', async () => {
    const { userId } = await identity.user(admin, ['assets.plant.read']);
    const body = { roleIds: [await identity.roleId(admin, 'kronos', 'Viewer')], rowScope: { plants: [] } };
    await admin.api.put(`${users}/${userId}/access`, body).expect(428);
    await admin.api.put(`${users}/${userId}/access`, body).set('if-match', '"7"').expect(412);
    await admin.api.put(`${users}/${userId}/access`, body).set('if-match', 'seven').expect(400);
  });

  it('lets nobody hand out, reach or take away more than they hold', async () => {
    const helper = await identity.user(admin, ['identity.user.read', 'identity.user.manage', 'identity.role.read', 'identity.role.manage', 'assets.plant.read'], { plants: [randomUUID()] });
    const { api } = await identity.person(helper.email, goodPassword);
    const target = await identity.user(admin, ['assets.plant.read']);
    const strong = await identity.user(admin, ['assets.plant.delete']);
    const adminRole = await identity.roleId(admin, 'kronos', 'Admin');
    const refused = (code: string) => ({ body }: { body: unknown }) => expect(body).toMatchObject({ code });
    const someone = { email: `${randomUUID()}@example.org`, displayName: 'Friend', password: goodPassword };

    await api.post(users, { ...someone, roleIds: [adminRole] }).expect(403).expect(refused('grants-more-than-held'));
    await api.post(users, { ...someone, roleIds: [target.roleId], rowScope: { plants: 'all' } }).expect(403).expect(refused('reaches-more-than-held'));
    await api.put(`${users}/${target.userId}/access`, { roleIds: [adminRole], rowScope: { plants: [] } }).set('if-match', '"1"').expect(403).expect(refused('grants-more-than-held'));
    await api.post('/api/v1/identity/roles', { name: 'back door', permissions: { grants: ['assets.plant.delete'] } }).expect(403).expect(refused('grants-more-than-held'));
    await api.post(`${users}/${strong.userId}/deactivate`, {}).set('if-match', '"1"').expect(403).expect(refused('grants-more-than-held'));
    await api.put(`${users}/${helper.userId}/access`, { roleIds: [target.roleId], rowScope: { plants: [] } }).set('if-match', '"1"').expect(403).expect(refused('own-access'));
    expect(await accessEvents(helper.membershipId)).toHaveLength(1);
  });
});

describe('deactivating', () => {
  it('ends the access at once, for tokens that exist and for tokens to come, until activated again', async () => {
    const user = await identity.user(admin, ['identity.user.read']);
    const person = await identity.person(user.email, goodPassword);
    await person.api.get(users).expect(200);
    await admin.api.post(`${users}/${user.userId}/deactivate`, { reason: 'left' }).set('if-match', '"1"').expect(200).expect(({ body }) => expect(body).toMatchObject({ active: false, version: 2 }));
    await person.api.get(users).expect(401);
    await identity.signInAs(user.email, goodPassword).expect(401);
    await admin.api.post(`${users}/${user.userId}/deactivate`, {}).set('if-match', '"2"').expect(409);
    await admin.api.post(`${users}/${user.userId}/activate`, {}).set('if-match', '"2"').expect(200);
    await person.api.get(users).expect(401);
    await identity.signInAs(user.email, goodPassword).expect(201);
    expect((await accessEvents(user.membershipId)).map(({ active, authzVersion }) => [active, authzVersion])).toEqual([[true, 1], [false, 2], [true, 3]]);
  });

  it('cannot be done to oneself, so that a tenant keeps its administrator', async () => {
    const { version } = await read(admin.userId);
    await admin.api.post(`${users}/${admin.userId}/deactivate`, {}).set('if-match', `"${version}"`).expect(403);
  });
});

describe('two administrators who deactivate each other at the same moment', () => {
  it('leave one of them, every time', async () => {
    const manage = () => identity.user(admin, ['identity.user.manage', 'identity.user.read']);
    const [one, other] = await Promise.all([manage(), manage()]);
    const apis = [(await identity.person(one.email, goodPassword)).api, (await identity.person(other.email, goodPassword)).api];
    const ids = [one.membershipId, other.membershipId];
    const sql = (text: string) => identity.service.database.admin.query<{ active: boolean }>(text, [ids]);
    for (let round = 0; round < 50; round++) {
      const answers = await Promise.all([other, one].map(({ userId }, index) => apis[index]?.post(`${users}/${userId}/deactivate`, {}).set('if-match', '"1"')));
      expect(answers.map((answer) => answer?.status).sort()).toEqual([200, expect.any(Number)]);
      expect((await sql('select from identity.membership where active and id = any($1)')).rowCount).toBe(1);
      await sql('update identity.membership set active = true, version = 1 where id = any($1)');
      await sql('update identity.session set ended_at = null, end_reason = null where membership_id = any($1)');
    }
  }, 60_000);
});

describe('listing', () => {
  it('pages by e-mail address, each user once, and filters', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await admin.api.get(`${users}?limit=3${cursor ? `&cursor=${cursor}` : ''}`).expect(200);
      const page = body as { items: UserView[]; nextCursor: string | null };
      seen.push(...page.items.map(({ email }) => email));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toContain('olga.operator@example.org');
    const { body } = await admin.api.get(`${users}?text=OLGA&active=true`).expect(200);
    expect((body as { items: UserView[] }).items.map(({ displayName }) => displayName)).toEqual(['Olga']);
  });

  it.each(['?limit=0', '?limit=201', '?cursor=nonsense', `?cursor=${Buffer.from('["a\\u0000b"]').toString('base64url')}`, '?sort=email', '?active=maybe', '?text='])('refuses %s', (query) => admin.api.get(`${users}${query}`).expect(400));
});

describe('another tenant', () => {
  it('does not exist: not its users, its roles nor the addresses of its people', async () => {
    const { userId, roleId } = await identity.user(admin, ['assets.plant.read']);
    const missing = await stranger.api.get(`${users}/${randomUUID()}`).expect(404);
    const hidden = await stranger.api.get(`${users}/${userId}`).expect(404);
    expect({ ...(hidden.body as object), requestId: '' }).toEqual({ ...(missing.body as object), requestId: '' });
    await stranger.api.get(`/api/v1/identity/roles/${roleId}`).expect(404);
    await stranger.api.post(`${users}/${userId}/deactivate`, {}).set('if-match', '"1"').expect(404);
    await stranger.api.post(users, { email: 'new@example.org', displayName: 'New', password: goodPassword, roleIds: [roleId] }).expect(422);
    const { body } = await stranger.api.get(users).expect(200);
    expect((body as { items: UserView[] }).items.map(({ email }) => email)).toEqual(['other@example.org']);
    await stranger.api.get('/api/v1/identity/tenant').expect(200).expect(({ body: tenant }) => expect(tenant).toMatchObject({ id: stranger.tenantId, name: 'Other' }));
  });
});

describe('the administrator of a new tenant', () => {
  it('holds every permission of the catalogue', async () => {
    const { body } = await admin.api.get('/api/v1/identity/me').expect(200);
    expect(body).toMatchObject({ permissions: allPermissions, rowScope: { plants: 'all' }, roles: ['kronos/Admin'], tenant: { name: 'Kairos' } });
  });
});
