import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { allPermissions, grantable, type Explanation, type IssuedApiKey, type Permission } from '@kairos/contracts';
import { routesOf } from '@kairos/testing';
import { goodPassword, IdentityBuilder, type Person } from '../test/identity.builder.ts';

const path = '/api/v1/identity/authz/explain';
const plant = randomUUID();
let identity: IdentityBuilder;
let admin: Person;
let member: Awaited<ReturnType<IdentityBuilder['user']>>;
let person: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
  member = await identity.user(admin, ['assets.plant.read'], { plants: [plant] });
  person = await identity.person(member.email, goodPassword);
});
afterAll(() => identity?.stop());

const ask = async (who: Person, body: object) => (await who.api.post(path, body).expect(200)).body as Explanation;
/** Numbers that look random and are the same in every run. */
const seeded = (seed: number) => () => ((seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648), seed / 2_147_483_648);

describe('an explanation', () => {
  it('names the role and the grant that allow, and the row that is reached', async () => {
    expect(await ask(person, { permission: 'assets.plant.read', resource: { kind: 'plants', id: plant } })).toMatchObject({
      allowed: true, rule: 'permission-granted', membershipId: member.membershipId, grantedBy: [{ roleId: member.roleId, grant: 'assets.plant.read' }], wouldBeGrantedBy: [],
      rowScope: { reached: true, because: 'listed' }, sentence: expect.stringMatching(/^Yes: assets\.plant\.read is granted by the role custom\/role .*, and the row scope reaches this plant\.$/) as unknown,
      steps: ['membership', 'session', 'password', 'second-factor', 'permission', 'row', 'tenant'].map((step) => ({ step, passed: true })),
    });
  });

  it('names the row that is not, and the roles that would grant what none does', async () => {
    expect(await ask(person, { permission: 'assets.plant.read', resource: { kind: 'plants', id: randomUUID() } })).toMatchObject({ allowed: false, rule: 'row-out-of-scope', rowScope: { reached: false, because: 'not-listed' } });
    expect(await ask(person, { permission: 'assets.plant.read', resource: { kind: 'pools', id: plant } })).toMatchObject({ allowed: false, rule: 'row-out-of-scope', rowScope: { because: 'silent' } });
    const missing = await ask(person, { permission: 'assets.plant.delete', resource: { kind: 'plants', id: plant } });
    expect(missing).toMatchObject({ allowed: false, rule: 'permission-missing', grantedBy: [], wouldBeGrantedBy: [{ role: 'kronos/Admin', grant: '*' }] });
    expect(missing.sentence).toContain('It would be granted by kronos/Admin.');
    expect(missing.steps.at(-1)).toEqual({ step: 'permission', passed: false });
  });

  it('of somebody else’s membership needs the right to see users, and knows no other tenant’s', async () => {
    const question = { permission: 'assets.plant.read', membershipId: admin.membershipId };
    await person.api.post(path, question).expect(403).expect(({ body }) => expect(body).toMatchObject({ code: 'permission-missing' }));
    expect(await ask(admin, { ...question, membershipId: member.membershipId })).toMatchObject({ allowed: true, membershipId: member.membershipId });
    await admin.api.post(path, { ...question, membershipId: randomUUID() }).expect(404);
  });

  it.each([['an unknown permission', { permission: 'assets.plant.fly' }], ['a pattern', { permission: 'assets.*' }], ['an unknown kind of rows', { permission: 'assets.plant.read', resource: { kind: 'clouds', id: plant } }]])('refuses %s', (_, body) =>
    person.api.post(path, body).expect(400),
  );

  it('tells how an API key narrows what its owner may do, and of which keys one may ask', async () => {
    const issued = (await person.api.post('/api/v1/identity/me/api-keys', { name: 'narrow', scopes: ['assets.plant.read'] }).expect(201)).body as IssuedApiKey;
    const { id: apiKeyId } = issued.apiKey;
    const about = { apiKeyId, permission: 'assets.plant.read' };
    expect(await ask(person, about)).toMatchObject({ allowed: true, membershipId: member.membershipId, apiKey: { apiKeyId, scopes: ['assets.plant.read'], covering: 'assets.plant.read' } });
    expect(await ask(admin, { apiKeyId, permission: 'authenticated', inPerson: true })).toMatchObject({ allowed: false, rule: 'only-in-person', steps: expect.arrayContaining([{ step: 'person', passed: false }]) });
    expect(await ask(admin, { apiKeyId, permission: 'authenticated', stepUp: true })).toMatchObject({ allowed: false, rule: 'step-up-required' });
    const everything = (await admin.api.post('/api/v1/identity/me/api-keys', { name: 'wide', scopes: ['identity.role.read'] }).expect(201)).body as IssuedApiKey;
    const missing = await ask(admin, { apiKeyId: everything.apiKey.id, permission: 'assets.plant.read' });
    expect(missing).toMatchObject({ allowed: false, rule: 'permission-missing', grantedBy: [{ role: 'kronos/Admin' }], apiKey: { covering: null } });
    expect(missing.sentence).toBe('No: the role kronos/Admin grants assets.plant.read, but none of the scopes of the API key does.');
    for (const unseen of [everything.apiKey.id, randomUUID()]) await person.api.post(path, { ...about, apiKeyId: unseen }).expect(404);
    await admin.api.post(path, { ...about, membershipId: admin.membershipId }).expect(404);
    await person.api.post(`/api/v1/identity/me/api-keys/${apiKeyId}/revoke`, {}).set('if-match', '"1"').expect(200);
    expect(await ask(person, about)).toMatchObject({ allowed: false, rule: 'api-key-ended', sentence: 'No: the API key is revoked, or has expired.' });
  });

  it('tells of a proof that is too old, and of a second factor that is asked of a member', async () => {
    const question = { permission: 'identity.user.manage', stepUp: true };
    expect(await ask(admin, question)).toMatchObject({ allowed: true, steps: expect.arrayContaining([{ step: 'proof', passed: true }]) });
    const late = await identity.person(member.email, goodPassword);
    await identity.service.database.admin.query(`update identity.session set authenticated_at = now() - interval '6 minutes' where id = $1`, [late.sessionId]);
    expect(await ask(late, { permission: 'assets.plant.read', stepUp: true })).toMatchObject({ allowed: false, rule: 'step-up-required', steps: expect.arrayContaining([{ step: 'proof', passed: false }]) });
    const policy = (body: object, version: number) => admin.api.put('/api/v1/identity/mfa-policy', body).set('if-match', `"${version}"`).expect(200);
    const about = { permission: 'assets.plant.read', membershipId: member.membershipId };
    const { version } = (await policy({ everyone: false, roleIds: [member.roleId] }, 1)).body as { version: number };
    expect(await ask(admin, about)).toMatchObject({ allowed: false, rule: 'second-factor-required', sentence: 'No: a second factor is asked for, and none is proved.' });
    await policy({ everyone: false, roleIds: [] }, version);
    expect(await ask(admin, about)).toMatchObject({ allowed: true });
  });

  it('says of any grants what the routes then do', async () => {
    const random = seeded(20_261_121);
    const routes = routesOf(identity.service.running.app).filter(({ route, permission }) => route.startsWith('GET') && permission?.startsWith('identity.'));
    expect(routes.length).toBeGreaterThan(4);
    for (let round = 1; round <= 12; round += 1) {
      const grants = grantable.filter(() => random() < (round % 4 === 0 ? 0.15 : 0.03));
      await admin.api.put(`/api/v1/identity/roles/${member.roleId}`, { name: `Round ${round}`, permissions: { grants } }).set('if-match', `"${round}"`).expect(200);
      for (const { route, permission } of routes) {
        const { status } = await person.api.get(route.replace('GET ', '').replaceAll(/:\w+/g, member.userId));
        const { allowed } = await ask(person, { permission });
        expect([grants, route, allowed]).toEqual([grants, route, status !== 403]);
      }
    }
  }, 60_000);

  it('of a membership that ended says so', async () => {
    await admin.api.post(`/api/v1/identity/users/${member.userId}/deactivate`, {}).set('if-match', `"${(await admin.api.get(`/api/v1/identity/users/${member.userId}`)).body.version as number}"`).expect(200);
    const [permission] = allPermissions as [Permission];
    expect(await ask(admin, { permission, membershipId: member.membershipId })).toMatchObject({ allowed: false, rule: 'membership-inactive', sentence: 'No: the membership is not active.', steps: [{ step: 'membership', passed: false }] });
  });
});
