import { afterAll, beforeAll, expect, it } from '@jest/globals';
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
