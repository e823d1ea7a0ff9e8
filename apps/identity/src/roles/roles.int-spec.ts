import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccessChanged, allPermissions, type MembershipAccess, type Permission, type RoleView } from '@kairos/contracts';
import { eventually } from '@kairos/testing';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

type Request = ReturnType<Person['api']['get']>;
const roles = '/api/v1/identity/roles';
const refused = (code: string) => ({ body }: { body: object }) => expect(body).toMatchObject({ code });
const list = async (query = '') => (await admin.api.get(`${roles}${query}`).expect(200)).body as { items: RoleView[]; nextCursor: string | null };

describe('the roles of a new tenant', () => {
  it('are named after every role of the systems Kairos unites', async () => {
    const { items } = await list('?limit=200');
    expect(items.map(({ origin, name }) => `${origin}/${name}`).sort()).toEqual([
      'calco2/calco2.backoffice.admin', 'calco2/calco2.backoffice.metier', 'calco2/calco2.user.principal', 'calco2/calco2.user.standard',
      'fleet/ADMIN', 'fleet/DEVOPS', 'fleet/USER', 'kronic/admin', 'kronic/user', 'kronic/viewer',
      'kronos/Admin', 'kronos/Asset Manager', 'kronos/Operator', 'kronos/Plant Owner', 'kronos/Viewer',
    ]);
    expect(items.every(({ builtIn }) => builtIn)).toBe(true);
  });

  it('say what they will allow in areas to come, which allows nothing today', async () => {
    const { items } = await list('?origin=kronic');
    const user = items.find(({ name }) => name === 'user');
    expect(user?.permissions).toEqual({
      grants: ['create', 'read', 'update', 'trigger', 'suspend'].map((right) => `cronjobs.cronjob.${right}`), areas: { namespaces: { all: false, allowed: [] } },
    });
    expect(user?.effectivePermissions).toEqual([]);
  });

  it('do not change', async () => {
    const [viewer] = (await list('?origin=kronos')).items.filter(({ name }) => name === 'Viewer');
    const body = { name: 'Viewer', permissions: { grants: ['assets.plant.delete'] } };
    await admin.api.put(`${roles}/${viewer?.id ?? ''}`, body).set('if-match', '"1"').expect(409).expect(({ body: problem }) => expect(problem).toMatchObject({ code: 'role-is-built-in' }));
    await admin.api.delete(`${roles}/${viewer?.id ?? ''}`).set('if-match', '"1"').expect(409).expect(refused('role-is-built-in'));
  });

  it('come in pages', async () => {
    const first = await list('?limit=9');
    const second = await list(`?limit=9&cursor=${first.nextCursor ?? ''}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([9, 6, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(15);
  });
});

describe('a role of the tenant’s own', () => {
  it('tells of everyone who has it when it is redefined', async () => {
    const member = await identity.user(admin, ['assets.plant.read']);
    const person = await identity.person(member.email, goodPassword);
    await person.api.get(roles).expect(403);
    const body = { name: 'Reader of roles', permissions: { grants: ['assets.plant.read', 'identity.role.read'] } };
    await admin.api.put(`${roles}/${member.roleId}`, body).set('if-match', '"1"').expect(200).expect(({ body: role }) => expect(role).toMatchObject({ version: 2, name: 'Reader of roles' }));
    const events = (await identity.service.outbox(AccessChanged.type)).filter(({ subject }) => subject === member.membershipId).map(({ data }) => data as MembershipAccess);
    expect(events.at(-1)).toMatchObject({ authzVersion: 2, permissions: ['identity.role.read', 'assets.plant.read'], roles: ['custom/Reader of roles'] });
    await person.api.get(roles).expect(200);
  });

  it('needs a name that is free', async () => {
    const body = { name: 'Night shift', permissions: { grants: [] } };
    await admin.api.post(roles, body).expect(201);
    await admin.api.post(roles, body).expect(409).expect(({ body: problem }) => expect(problem).toMatchObject({ code: 'role-name-taken' }));
  });

  it.each([
    ['an unknown permission', { grants: ['assets.plant.read', 'assets.plant.fly'] }, '/permissions/grants/1'],
    ['a pattern over nothing', { grants: ['weather.*'] }, '/permissions/grants/0'],
    ['half a word as a pattern', { grants: ['ass*'] }, '/permissions/grants/0'],
    ['a grant named twice', { grants: ['assets.plant.read', 'assets.plant.read'] }, '/permissions/grants'],
    ['no grants', {}, '/permissions/grants'],
    ['an unknown key', { grants: [], more: 1 }, '/permissions/more'],
  ])('refuses %s and says where', async (_, permissions, pointer) => {
    const { body } = await admin.api.post(roles, { name: 'Odd one', permissions }).expect(400);
    expect((body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toEqual([pointer]);
    expect((await list('?origin=custom&limit=200')).items.map(({ name }) => name)).not.toContain('Odd one');
  });

  it('goes on managing users while nobody else does', async () => {
    const founded = await identity.foundTenant('Alone', 'alone@example.org');
    const founder = await identity.person('alone@example.org', founded.oneTimePassword ?? '');
    const { email, roleId } = await identity.user(founder, ['*'] as never, { plants: 'all' });
    const { api } = await identity.person(email, goodPassword);
    const withoutUsers = { name: 'Roles alone', permissions: { grants: ['identity.role.*'] } };
    await api.post(`/api/v1/identity/users/${founder.userId}/deactivate`, {}).set('if-match', '"1"').expect(200);
    await api.put(`${roles}/${roleId}`, withoutUsers).set('if-match', '"1"').expect(409).expect(refused('nobody-would-manage-users'));
    await api.post(`/api/v1/identity/users/${founder.userId}/activate`, {}).set('if-match', '"2"').expect(200);
    await api.put(`${roles}/${roleId}`, withoutUsers).set('if-match', '"1"').expect(200);
  });

  it('is redefined only as it was read', async () => {
    const { roleId } = await identity.user(admin, []);
    const body = { name: 'Whatever', permissions: { grants: [] } };
    await admin.api.put(`${roles}/${roleId}`, body).expect(428);
    await admin.api.put(`${roles}/${roleId}`, body).set('if-match', '"2"').expect(412);
  });
});

describe('a pattern', () => {
  it('grants what it covers, also what is still to come, and is given by none who holds only what it covers today', async () => {
    const { body: pattern } = await admin.api.post(roles, { name: 'All of assets', permissions: { grants: ['assets.*', 'cronjobs.*'] } }).expect(201);
    const { effectivePermissions: assets } = pattern as RoleView;
    expect(assets).toEqual(allPermissions.filter((permission) => permission.startsWith('assets.')));
    const giver = await identity.user(admin, ['identity.role.read', 'identity.role.manage', ...(assets as Permission[])], { plants: 'all' });
    const { api } = await identity.person(giver.email, goodPassword);
    await api.post(roles, { name: 'Wider than mine', permissions: { grants: ['assets.*'] } }).expect(403).expect(refused('grants-more-than-held'));
    await api.post(roles, { name: 'Of what comes', permissions: { grants: ['cronjobs.cronjob.read'] } }).expect(403).expect(refused('grants-more-than-held'));
    await api.post(`${roles}/${(pattern as RoleView).id}/copy`, { name: 'Copied wider' }).expect(403).expect(refused('grants-more-than-held'));
    await api.delete(`${roles}/${(pattern as RoleView).id}`).set('if-match', '"1"').expect(403).expect(refused('grants-more-than-held'));
    await api.post(roles, { name: 'Just these', permissions: { grants: assets } }).expect(201);
  });
});

describe('a copy of a role', () => {
  it('says what its original says, and is the tenant’s own to redefine and rename', async () => {
    const [original] = (await list('?origin=kronos')).items.filter(({ name }) => name === 'Operator');
    const copy = (await admin.api.post(`${roles}/${original?.id ?? ''}/copy`, { name: 'Operator by night' }).expect(201)).body as RoleView;
    expect(copy).toMatchObject({ origin: 'custom', builtIn: false, name: 'Operator by night', permissions: original?.permissions, version: 1 });
    const redefined = { name: 'Operator by day', permissions: copy.permissions };
    await admin.api.put(`${roles}/${copy.id}`, redefined).set('if-match', '"1"').expect(200).expect(({ body }) => expect(body).toMatchObject({ name: 'Operator by day', version: 2, permissions: original?.permissions }));
  });

  it('needs a name that is free, and an original', async () => {
    const { roleId } = await identity.user(admin, []);
    await admin.api.post(`${roles}/${roleId}/copy`, { name: 'Copied once' }).expect(201);
    await admin.api.post(`${roles}/${roleId}/copy`, { name: 'Copied once' }).expect(409).expect(refused('role-name-taken'));
    await admin.api.post(`${roles}/${randomUUID()}/copy`, { name: 'Copied from nothing' }).expect(404);
  });
});

describe('removing a role', () => {
  const define = async (name: string) => ((await admin.api.post(roles, { name, permissions: { grants: [] } }).expect(201)).body as RoleView).id;
  const remove = (roleId: string, version = 1) => admin.api.delete(`${roles}/${roleId}`).set('if-match', `"${version}"`);

  it('is refused while anybody has it, saying how many, and told in the audit trail when it is done', async () => {
    const { userId, roleId } = await identity.user(admin, []);
    await remove(roleId).expect(409).expect(({ body }) => expect(body).toMatchObject({ code: 'role-in-use', detail: expect.stringContaining('is assigned to 1 user and 0 pending invitations') as unknown }));
    const other = await define('Stand-in');
    const body = { email: `${randomUUID()}@example.org`, roleIds: [other], rowScope: { plants: [] } };
    await admin.api.post('/api/v1/identity/invitations', body).expect(201);
    await remove(other).expect(409).expect(({ body: problem }) => expect(problem).toMatchObject({ detail: expect.stringContaining('0 users and 1 pending invitation.') as unknown }));
    await admin.api.put(`/api/v1/identity/users/${userId}/access`, { roleIds: [other], rowScope: { plants: [] } }).set('if-match', '"1"').expect(200);
    await remove(roleId, 2).expect(412);
    await admin.api.delete(`${roles}/${roleId}`).expect(428);
    await remove(roleId).expect(204);
    await admin.api.get(`${roles}/${roleId}`).expect(404);
    await remove(roleId).expect(404);
    const records = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { resourceId: string; after: unknown; before: unknown });
    expect(records.findLast(({ resourceId }) => resourceId === roleId)).toMatchObject({ before: { name: expect.stringMatching(/^role /) as unknown, permissions: { grants: [] } }, after: null });
  });

  it('waits for whoever is given it at that moment, who waits for its removal', async () => {
    const { userId, membershipId, roleId: known } = await identity.user(admin, []);
    const assign = (roleId: string) => admin.api.put(`/api/v1/identity/users/${userId}/access`, { roleIds: [roleId], rowScope: { plants: [] } }).set('if-match', '"1"');
    const given = await define('Given just now');
    const removal = await meanwhile(`select from identity.role where id = '${given}' for share`, remove(given), `update identity.membership set role_ids = '{${given}}' where id = '${membershipId}'`);
    expect(removal.body).toMatchObject({ code: 'role-in-use' });
    await identity.service.database.admin.query(`update identity.membership set role_ids = '{${known}}' where id = '${membershipId}'`);
    const gone = await define('Gone just now');
    const assignment = await meanwhile(`select from identity.role where id = '${gone}' for update`, assign(gone), `delete from identity.role where id = '${gone}'`);
    expect(assignment.body).toMatchObject({ code: 'unknown-role' });
  });

  /** Sends a request while somebody else holds a lock, and lets them finish once it waits, or has been answered without. */
  async function meanwhile(lock: string, request: Request, finish: string): Promise<Awaited<Request>> {
    const other = await identity.service.database.admin.connect();
    await other.query('begin');
    await other.query(lock);
    let answered = false;
    const answer = request.then((response) => ((answered = true), response));
    const waiting = async () => (await identity.service.database.admin.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount;
    await eventually(async () => answered || Number(await waiting()) > 0, Boolean);
    await other.query(finish);
    await other.query('commit');
    other.release();
    return answer;
  }
});

describe('the audit trail', () => {
  it('tells the privileges before and after of everyone whose role is redefined', async () => {
    const { membershipId, roleId } = await identity.user(admin, ['assets.plant.read']);
    await admin.api.put(`${roles}/${roleId}`, { name: `Wider ${roleId.slice(-6)}`, permissions: { grants: ['assets.plant.*'] } }).set('if-match', '"1"').expect(200);
    const records = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { resourceId: string; before: { permissions: object }; after: { permissions: object } });
    const after = allPermissions.filter((permission) => permission.startsWith('assets.plant.'));
    expect(records.findLast(({ resourceId }) => resourceId === membershipId)).toMatchObject({ before: { permissions: ['assets.plant.read'] }, after: { permissions: after } });
    expect(records.findLast(({ resourceId }) => resourceId === roleId)).toMatchObject({ before: { permissions: { grants: ['assets.plant.read'] } }, after: { permissions: { grants: ['assets.plant.*'] } } });
  });
});
