import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessChanged, type MembershipAccess, type RoleView } from '@kairos/contracts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

const roles = '/api/v1/identity/roles';
const list = async (query = '') => (await admin.api.get(`${roles}${query}`).expect(200)).body as { items: RoleView[]; nextCursor: string | null };

describe('the roles of a new tenant', () => {
  it('are named after every role of the systems Kairos unites', async () => {
    const { items } = await list('?limit=200');
    expect(items.map(({ origin, name }) => `${origin}/${name}`).sort()).toEqual([
      'fleet/ADMIN', 'fleet/DEVOPS', 'fleet/USER', 'kronic/admin', 'kronic/user', 'kronic/viewer',
      'kronos/Admin', 'kronos/Asset Manager', 'kronos/Operator', 'kronos/Plant Owner', 'kronos/Viewer',
    ]);
    expect(items.every(({ builtIn }) => builtIn)).toBe(true);
  });

  it('keep what they say about areas to come, which grants nothing', async () => {
    const { items } = await list('?origin=kronic');
    const user = items.find(({ name }) => name === 'user');
    expect(user).toMatchObject({ permissions: { areas: { cronjobs: { trigger: true, delete: false }, namespaces: { all: false, allowed: [] } } }, effectivePermissions: [] });
  });

  it('do not change', async () => {
    const [viewer] = (await list('?origin=kronos')).items.filter(({ name }) => name === 'Viewer');
    const body = { name: 'Viewer', permissions: { grants: ['assets.plant.delete'] } };
    await admin.api.put(`${roles}/${viewer?.id ?? ''}`, body).set('if-match', '"1"').expect(409).expect(({ body: problem }) => expect(problem).toMatchObject({ code: 'role-is-built-in' }));
  });

  it('come in pages', async () => {
    const first = await list('?limit=6');
    const second = await list(`?limit=6&cursor=${first.nextCursor ?? ''}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([6, 5, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(11);
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
    ['an unknown permission', { grants: ['assets.plant.fly'] }],
    ['a pattern', { grants: ['*'] }],
    ['no grants', {}],
    ['an unknown key', { grants: [], more: 1 }],
  ])('refuses %s', (_, permissions) => admin.api.post(roles, { name: 'Odd one', permissions }).expect(400));

  it('is redefined only as it was read', async () => {
    const { roleId } = await identity.user(admin, []);
    const body = { name: 'Whatever', permissions: { grants: [] } };
    await admin.api.put(`${roles}/${roleId}`, body).expect(428);
    await admin.api.put(`${roles}/${roleId}`, body).set('if-match', '"2"').expect(412);
  });
});
