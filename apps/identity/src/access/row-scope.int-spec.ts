import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccessChanged, type MembershipAccess } from '@kairos/contracts';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;
let target: Awaited<ReturnType<IdentityBuilder['user']>>;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  target = await identity.user(admin, []);
});
afterAll(() => identity?.stop());

const give = ({ api }: Pick<Person, 'api'>, rowScope: object, version = 1) =>
  api.put(`/api/v1/identity/users/${target.userId}/access`, { roleIds: [target.roleId], rowScope }).set('if-match', `"${version}"`);

it.each([['plants missing', { pools: 'all' }], ['a word for a list', { plants: 'none' }], ['an id that is none', { plants: [], pools: ['east'] }]])('is refused with %s', (_, rowScope) =>
  give(admin, rowScope).expect(400),
);

it('reaches no further in any kind than its giver’s', async () => {
  const pool = randomUUID();
  const giver = await identity.user(admin, ['identity.user.manage', 'identity.user.read'], { plants: [], pools: [pool] });
  const { api } = await identity.person(giver.email, goodPassword);
  for (const rowScope of [{ plants: [], pools: 'all' }, { plants: [], reportingUnits: [randomUUID()] }, { plants: [], pools: [pool, randomUUID()] }]) {
    await give({ api }, rowScope).expect(403).expect(({ body }) => expect(body).toMatchObject({ code: 'reaches-more-than-held' }));
  }
  await give({ api }, { plants: [], pools: [pool] }).expect(200);
});

it('holds plants, reporting units and pools, and goes out with the access', async () => {
  const rowScope = { plants: [randomUUID()], reportingUnits: [randomUUID(), randomUUID()], pools: 'all' };
  await give(admin, rowScope, 2).expect(200).expect(({ body }) => expect(body).toMatchObject({ rowScope }));
  const events = (await identity.service.outbox(AccessChanged.type)).filter(({ subject }) => subject === target.membershipId);
  expect((events.at(-1)?.data as MembershipAccess).rowScope).toEqual(rowScope);
});

describe('an administrator of one plant', () => {
  const manager = ['identity.user.manage', 'identity.user.read', 'identity.role.manage', 'identity.role.read', 'assets.plant.read'] as const;
  const users = '/api/v1/identity/users';
  let limited: Person['api'];
  let plant: string;
  let wide: Awaited<ReturnType<IdentityBuilder['user']>>;
  let sessionId: string;

  beforeAll(async () => {
    plant = randomUUID();
    const { email } = await identity.user(admin, [...manager], { plants: [plant] });
    limited = (await identity.person(email, goodPassword)).api;
    wide = await identity.user(admin, ['assets.plant.read'], { plants: 'all' });
    ({ sessionId } = await identity.person(wide.email, goodPassword));
  });

  const standing = async () => (await identity.service.database.admin.query('select m.version, m.active, s.ended_at from identity.membership m join identity.session s on s.id = $2 where m.id = $1', [wide.membershipId, sessionId])).rows[0] as object;

  it.each<[string, () => Promise<{ status: number; body: unknown }>]>([
    ['deactivates', () => limited.post(`${users}/${wide.userId}/deactivate`, {}).set('if-match', '"1"')],
    ['activates', () => limited.post(`${users}/${wide.userId}/activate`, {}).set('if-match', '"1"')],
    ['narrows', () => limited.put(`${users}/${wide.userId}/access`, { roleIds: [wide.roleId], rowScope: { plants: [plant] } }).set('if-match', '"1"')],
    ['signs out', () => limited.post(`${users}/${wide.userId}/sign-out`, {})],
    ['unlocks', () => limited.post(`${users}/${wide.userId}/unlock`, {})],
    ['ends a session of', () => limited.delete(`${users}/${wide.userId}/sessions/${sessionId}`)],
    ['redefines the role of', () => limited.put(`/api/v1/identity/roles/${wide.roleId}`, { name: randomUUID(), permissions: { grants: ['assets.plant.read', 'identity.user.read'] } }).set('if-match', '"1"')],
  ])('never %s somebody who reaches more', async (_what, attempt) => {
    const before = await standing();
    const { status, body } = await attempt();
    expect([status, body]).toEqual([403, expect.objectContaining({ code: 'reaches-more-than-held' })]);
    expect(await standing()).toEqual(before);
  });

  it('redefines no role that somebody invited is to have for more', async () => {
    const role = await identity.user(admin, ['assets.plant.read'], { plants: [plant] });
    const redefine = (version: number) => limited.put(`/api/v1/identity/roles/${role.roleId}`, { name: randomUUID(), permissions: { grants: [] } }).set('if-match', `"${version}"`);
    await redefine(1).expect(200);
    await admin.api.post('/api/v1/identity/invitations', { email: `${randomUUID()}@example.org`, roleIds: [role.roleId], rowScope: { plants: 'all' } }).expect(201);
    expect((await redefine(2).expect(403)).body).toMatchObject({ code: 'reaches-more-than-held' });
  });

  it('sees to those who reach no more', async () => {
    const near = await identity.user(admin, ['assets.plant.read'], { plants: [plant] });
    await limited.post(`${users}/${near.userId}/sign-out`, {}).expect(204);
    await limited.post(`${users}/${near.userId}/deactivate`, {}).set('if-match', '"1"').expect(200);
  });
});
