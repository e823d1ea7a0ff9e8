import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccessChanged, chunkNotFound, type ApiKeyToken, type BatchReceipt, type InvitationView, type IssuedApiKey, type MatchResults, type ServiceToken, type SignedIn, type UserView } from '@kairos/contracts';
import { ApiClient } from '@kairos/testing';
import { gatewaySecret, goodPassword, IdentityBuilder, refreshCookieOf, serviceSecret, type Person } from '../test/identity.builder.ts';

let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

const batches = '/api/v1/identity/users/batches';
const target = 'identity.users';
const anEmail = () => `${randomUUID()}@example.org`;
type Row = { email?: string; roles?: string; [field: string]: unknown };
const chunk = (rows: Row[], more: object = {}) => ({ importJobId: randomUUID(), chunkIndex: 0, rows: rows.map((values, at) => ({ rowNumber: at + 1, values })), ...more });
const apply = async (api: ApiClient, rows: Row[], more: object = {}) => (await api.post(batches, chunk(rows, more)).expect(200)).body as BatchReceipt;
const outcomes = ({ results }: BatchReceipt) => results.map(({ outcome, errors: [error] }) => (error ? `${outcome} ${error.field} ${error.code}` : outcome));
const read = async (userId: string) => (await admin.api.get(`/api/v1/identity/users/${userId}`).expect(200)).body as UserView;
const rolesOf = async (userId: string) => (await read(userId)).roles.map(({ origin, name }) => `${origin}/${name}`);
const count = async (what: string, values: unknown[] = []) => Number((await identity.service.database.admin.query<{ n: string }>(`select count(*) as n from identity.${what}`, values)).rows[0]?.n);
const invitationOf = async (email: string) =>
  ((await admin.api.get('/api/v1/identity/invitations?limit=200').expect(200)).body as { items: InvitationView[] }).items.filter((one) => one.email === email);
const client = (accessToken: string) => new ApiClient(identity.service.url, accessToken);
const askService = (body: object) => identity.service.anonymous().post('/api/v1/identity/service-tokens', body).auth('intake', serviceSecret);
const service = async (body: object) => client(((await askService(body).expect(201)).body as ServiceToken).accessToken);

describe('a row', () => {
  it('invites somebody new by mail, who need not say again how they are called', async () => {
    const [email, plantId] = [anEmail(), randomUUID()];
    const { results } = await apply(admin.api, [{ email: ` ${email.toUpperCase()} `, displayName: 'Nina Rossi', roles: 'kronos/Viewer; calco2/calco2.user.standard', plants: plantId, locale: 'it' }]);
    expect(results).toMatchObject([{ outcome: 'created', errors: [] }]);
    expect(await invitationOf(email)).toMatchObject([{ id: results[0]?.recordId, displayName: 'Nina Rossi', rowScope: { plants: [plantId] }, locale: 'it', invitedBy: admin.userId }]);
    const token = await identity.tokenMailedTo(email, 'invitations');
    const accepted = await identity.service.anonymous().post('/api/v1/identity/opened-invitations/accept', { token, password: goodPassword }).expect(201);
    const { userId } = accepted.body as { userId: string };
    expect(await read(userId)).toMatchObject({ email, displayName: 'Nina Rossi', rowScope: { plants: [plantId] } });
    expect(await rolesOf(userId)).toEqual(['calco2/calco2.user.standard', 'kronos/Viewer']);
    expect(outcomes(await apply(admin.api, [{ email, roles: 'calco2.user.standard;kronos/Viewer', displayName: 'Somebody else' }]))).toEqual(['unchanged']);
    expect((await read(userId)).displayName).toBe('Nina Rossi');
  });

  it('gives a user other roles and plants, which is told and stands in the trail, and leaves what it does not name', async () => {
    const user = await identity.user(admin, ['identity.user.read'], { plants: [randomUUID()] });
    const before = await read(user.userId);
    expect(outcomes(await apply(admin.api, [{ email: user.email, roles: 'kronos/Viewer' }]))).toEqual(['updated']);
    expect(await read(user.userId)).toMatchObject({ version: before.version + 1, rowScope: before.rowScope, roles: [{ name: 'Viewer' }] });
    const { results } = await apply(admin.api, [{ email: user.email, roles: 'kronos/Viewer', plants: 'all' }]);
    expect(results).toMatchObject([{ outcome: 'updated', recordId: user.userId, changedFields: ['plants'] }]);
    expect((await identity.service.outbox(AccessChanged.type)).filter(({ subject }) => subject === user.membershipId).at(-1)?.data).toMatchObject({ rowScope: { plants: 'all' }, roles: ['kronos/Viewer'] });
    const trail = (await identity.service.outbox('audit.recorded.v1')).map(({ data }) => data as { resourceId: string; after?: object });
    expect(trail.filter(({ resourceId }) => resourceId === user.membershipId)).toContainEqual(expect.objectContaining({ actorId: admin.userId, after: expect.objectContaining({ roles: ['kronos/Viewer'] }) }));
  });

  it('changes an invitation that is open, without another mail, and renews one that is over', async () => {
    const email = anEmail();
    await apply(admin.api, [{ email, roles: 'kronos/Viewer' }]);
    const token = await identity.tokenMailedTo(email, 'invitations');
    expect(outcomes(await apply(admin.api, [{ email, roles: 'kronos/Viewer' }, { email, roles: 'kronos/Admin', plants: 'all' }]))).toEqual(['unchanged', 'updated']);
    expect(await invitationOf(email)).toMatchObject([{ version: 2, rowScope: { plants: 'all' } }]);
    await identity.service.anonymous().post('/api/v1/identity/opened-invitations', { token }).expect(200);
    await identity.service.database.admin.query(`update identity.invitation set expires_at = now() - interval '1 second' where email = $1`, [email]);
    expect(outcomes(await apply(admin.api, [{ email, roles: 'kronos/Viewer' }]))).toEqual(['created']);
    expect((await invitationOf(email)).map(({ status }) => status).sort()).toEqual(['pending', 'withdrawn']);
    expect(await identity.mailsTo(email, 2)).toHaveLength(2);
  });

  it.each<[string, Row, string]>([
    ['no address', { email: 'nobody', roles: 'kronos/Viewer' }, 'email invalid-email'],
    ['no role', { email: anEmail() }, 'roles invalid-roles'],
    ['an unknown role', { email: anEmail(), roles: 'kronos/Viewer;kronos/Emperor' }, 'roles unknown-role'],
    ['plants that are none', { email: anEmail(), roles: 'kronos/Viewer', plants: 'the big one' }, 'plants invalid-plants'],
    ['a password', { email: anEmail(), roles: 'kronos/Viewer', password: goodPassword }, 'password invalid-password'],
  ])('with %s is rejected alone', async (_what, row, error) => {
    const { results } = await apply(admin.api, [row, { email: anEmail(), roles: 'kronos/Viewer' }]);
    expect(results.map(({ outcome, errors: [first] }) => (first ? `${outcome} ${first.field} ${first.code}` : outcome))).toEqual([`rejected ${error}`, 'created']);
    expect(JSON.stringify(results)).not.toContain(goodPassword);
  });

  it('names a role by its origin too, where two are called the same', async () => {
    await admin.api.post('/api/v1/identity/roles', { name: 'Night Watch', permissions: { grants: [] } }).expect(201);
    await admin.api.post('/api/v1/identity/roles', { name: 'Viewer', permissions: { grants: [] } }).expect(201);
    const rows = ['Night Watch', 'Viewer', 'custom/Viewer', 'viewer of all'].map((roles) => ({ email: anEmail(), roles }));
    expect(outcomes(await apply(admin.api, rows))).toEqual(['created', 'rejected roles ambiguous-role', 'created', 'rejected roles unknown-role']);
  });

  it('for somebody who was deactivated gives nothing back', async () => {
    const user = await identity.user(admin, []);
    await admin.api.post(`/api/v1/identity/users/${user.userId}/deactivate`, {}).set('if-match', `"${(await read(user.userId)).version}"`).expect(200);
    expect(outcomes(await apply(admin.api, [{ email: user.email, roles: 'kronos/Admin', plants: 'all' }]))).toEqual(['rejected email user-is-inactive']);
    expect(await read(user.userId)).toMatchObject({ active: false });
  });
});

describe('nobody gives by a file', () => {
  let manager: Person;
  let own: { email: string; userId: string; roleId: string };
  const plantId = randomUUID();

  beforeAll(async () => {
    own = await identity.user(admin, ['identity.user.manage', 'identity.user.read', 'identity.role.read'], { plants: [plantId] });
    manager = await identity.person(own.email, goodPassword);
  });

  it('more than they hold, or reach, to somebody new or known, nor changes who holds more', async () => {
    const within = (await admin.api.get(`/api/v1/identity/roles/${own.roleId}`).expect(200)).body as { name: string };
    const [lesser, greater] = [await identity.user(admin, ['identity.user.read'], { plants: [plantId] }), await identity.user(admin, ['identity.tenant.manage'])];
    const invited = anEmail();
    await apply(admin.api, [{ email: invited, roles: 'kronos/Admin' }]);
    const receipt = await apply(manager.api, [
      { email: anEmail(), roles: 'kronos/Admin' },
      { email: anEmail(), roles: within.name, plants: 'all' },
      { email: anEmail(), roles: within.name, plants: randomUUID() },
      { email: lesser.email, roles: 'kronos/Admin' },
      { email: lesser.email, roles: within.name, plants: 'all' },
      { email: greater.email, roles: within.name },
      { email: invited, roles: within.name },
      { email: lesser.email, roles: within.name, plants: plantId },
    ]);
    expect(outcomes(receipt)).toEqual([
      'rejected roles grants-more-than-held', 'rejected plants reaches-more-than-held', 'rejected plants reaches-more-than-held', 'rejected roles grants-more-than-held',
      'rejected plants reaches-more-than-held', 'rejected roles grants-more-than-held', 'rejected roles grants-more-than-held', 'updated',
    ]);
    expect(await rolesOf(greater.userId)).not.toContain(`custom/${within.name}`);
    expect(await invitationOf(invited)).toMatchObject([{ version: 1 }]);
  });

  it('anything to themselves, so that who manages users last goes on doing so', async () => {
    expect(outcomes(await apply(manager.api, [{ email: own.email, roles: 'kronos/Viewer' }, { email: own.email, roles: 'kronos/Admin' }]))).toEqual(['rejected email own-access', 'rejected email own-access']);
    expect(outcomes(await apply(admin.api, [{ email: admin.email, roles: 'kronos/Viewer' }]))).toEqual(['rejected email own-access']);
    expect(await rolesOf(admin.userId)).toContain('kronos/Admin');
  });

  it('a place beyond the plan, with those who are invited counted', async () => {
    const founded = await identity.foundTenant('Small', 'small@example.org');
    const small = await identity.person('small@example.org', founded.oneTimePassword ?? '');
    await identity.service.database.admin.query(`update identity.tenant_terms set limits = limits || '{"users": 3}' where tenant_id = $1`, [small.tenantId]);
    const people = Array.from({ length: 4 }, () => ({ email: anEmail(), roles: 'kronos/Viewer' }));
    const expected = ['created', 'created', 'rejected  plan-limit-reached', 'rejected  plan-limit-reached'];
    expect(outcomes(await apply(small.api, people, { dryRun: true }))).toEqual(expected);
    expect(outcomes(await apply(small.api, people))).toEqual(expected);
    expect(outcomes(await apply(small.api, [{ email: anEmail(), roles: 'kronos/Viewer' }]))).toEqual(['rejected  plan-limit-reached']);
  });

  it('away who has an account elsewhere: such an address is invited like any other', async () => {
    const other = await identity.foundTenant('Elsewhere', 'elsewhere@example.org');
    await identity.person('elsewhere@example.org', other.oneTimePassword ?? '');
    const rows = ['elsewhere@example.org', anEmail()].map((email) => ({ email, roles: 'kronos/Viewer', displayName: 'Rita' }));
    for (const more of [{ dryRun: true }, {}]) {
      const [known, unknown] = (await apply(admin.api, rows, more)).results.map(({ rowNumber: _row, recordId: _id, ...rest }) => rest);
      expect(known).toEqual(unknown);
    }
  });
});

describe('a plan', () => {
  it('tells what would change, person by person and by role, and neither stores nor mails anything', async () => {
    const user = await identity.user(admin, ['identity.user.read']);
    const [before, invitations] = [await rolesOf(user.userId), await count('invitation')];
    const email = anEmail();
    const rows = [{ email, roles: 'kronos/Viewer' }, { email: user.email, roles: 'kronos/Viewer', plants: 'all' }, { email, roles: 'kronos/Viewer' }, { email: user.email, roles: 'kronos/Viewer', plants: 'all' }];
    const { results, impact } = await apply(admin.api, rows, { dryRun: true });
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'updated', 'unchanged', 'unchanged']);
    expect(results[1]?.changes).toEqual([{ field: 'roles', before, after: ['kronos/Viewer'] }, { field: 'plants', before: [], after: 'all' }]);
    expect(impact).toContainEqual({ group: 'kronos/Viewer', created: 1, updated: 1, measure: 'people', added: '1', changed: '1' });
    expect([await rolesOf(user.userId), await count('invitation'), await identity.mailsTo(email, 0)]).toEqual([before, invitations, []]);
  });
});

describe('a chunk that comes again', () => {
  it('is asked for its receipt alone, which is not found where it never came, and invites nobody', async () => {
    const body = chunk([{ email: anEmail(), roles: 'kronos/Viewer' }]);
    const ask = () => admin.api.post(batches, { ...body, receiptOnly: true });
    expect((await ask().expect(404)).body).toMatchObject({ code: chunkNotFound });
    expect(await count('user_batch_receipt where import_job_id = $1', [body.importJobId])).toBe(0);
    const applied = await admin.api.post(batches, body).expect(200);
    expect((applied.body as BatchReceipt).results).toMatchObject([{ outcome: 'created' }]);
    expect((await ask().expect(200)).body).toEqual(applied.body);
  });

  it('is answered with its receipt, also while the first is under way, and mails nobody twice', async () => {
    const [email, user] = [anEmail(), await identity.user(admin, [])];
    const body = chunk([{ email, roles: 'kronos/Viewer' }, { email: user.email, roles: 'kronos/Viewer' }]);
    const answers = await Promise.all([1, 2, 3].map(() => admin.api.post(batches, body).expect(200)));
    await admin.api.post(`/api/v1/identity/users/${user.userId}/deactivate`, {}).set('if-match', `"${(await read(user.userId)).version}"`).expect(200);
    const late = await admin.api.post(batches, body).expect(200);
    expect(new Set([...answers, late].map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await invitationOf(email)).toMatchObject([{ version: 1 }]);
    await identity.mailsTo(email, 1);
    expect(await count('user_batch_receipt where import_job_id = $1', [body.importJobId])).toBe(1);
  });
});

describe('who may apply rows', () => {
  const rows = () => [{ email: anEmail(), roles: 'kronos/Viewer' }];

  it('has just proved who they are, or is the service that runs this very import', async () => {
    const { cookies, sessionId } = await identity.admin();
    await identity.service.database.admin.query(`update identity.session set authenticated_at = now() - interval '6 minutes' where id = $1`, [sessionId]);
    const { body } = await identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set('cookie', refreshCookieOf(cookies)).set('x-kairos-csrf', '1').expect(200);
    const long = client((body as SignedIn).accessToken);
    expect((await long.post(batches, chunk(rows())).expect(401)).body).toMatchObject({ code: 'step-up-required' });
    await long.post(batches, chunk(rows(), { dryRun: true })).expect(200);

    const importJobId = randomUUID();
    const [runs, bare] = [await service({ membershipId: admin.membershipId, importing: { target, importJobId } }), await service({ membershipId: admin.membershipId })];
    expect(outcomes(await apply(runs, rows(), { importJobId }))).toEqual(['created']);
    for (const [api, job] of [[runs, randomUUID()], [bare, importJobId]] as const) {
      expect((await api.post(batches, chunk(rows(), { importJobId: job, chunkIndex: 1 })).expect(403)).body).toMatchObject({ code: 'only-in-person' });
      await api.post(batches, chunk(rows(), { importJobId: job, dryRun: true })).expect(200);
    }
    // It opens nothing else that asks for a proof.
    await runs.post('/api/v1/identity/invitations', { email: anEmail(), roleIds: [await identity.roleId(admin, 'kronos', 'Viewer')] }).expect(403);
  });

  it('is nobody through an API key, and no such right is given for a key, to another service, or for targets that need none', async () => {
    const scopes = ['identity.user.manage', 'identity.user.read'];
    const { secret, apiKey } = (await admin.api.post('/api/v1/identity/me/api-keys', { name: 'people', scopes }).expect(201)).body as IssuedApiKey;
    const { body } = await identity.service.anonymous().post('/api/v1/identity/api-key-tokens', { secret, address: '203.0.113.7' }).auth('gateway', gatewaySecret).expect(200);
    expect((await client((body as ApiKeyToken).accessToken).post(batches, chunk(rows())).expect(403)).body).toMatchObject({ code: 'only-in-person' });
    const importing = { target, importJobId: randomUUID() };
    const { membershipId } = admin;
    expect((await askService({ membershipId, apiKeyId: apiKey.id, importing }).expect(403)).body).toMatchObject({ code: 'no-such-import' });
    expect((await askService({ membershipId, importing: { ...importing, target: 'assets.plants' } }).expect(403)).body).toMatchObject({ code: 'no-such-import' });
    await identity.service.anonymous().post('/api/v1/identity/service-tokens', { membershipId, importing }).auth('gateway', gatewaySecret).expect(401);
  });
});

it('names of people in a file are matched with users, whose address leaves no doubt', async () => {
  const email = anEmail();
  await admin.api.post('/api/v1/identity/users', { email, displayName: 'Ludovica Bianchi', password: goodPassword, roleIds: [await identity.roleId(admin, 'kronos', 'Viewer')] }).expect(201);
  const ask = (...conditions: object[]) => ({ conditions });
  const name = (propertyValue: string) => ({ matchType: 'name', propertyValue });
  const queries = [ask(name('Bianchi Ludovica')), ask(name(email.toUpperCase())), ask(name('Ludovica'), { matchType: 'property', propertyId: 'email', propertyValue: email }), ask(name('zzzz'))];
  const { results } = (await admin.api.post('/api/v1/identity/users/match', { queries }).expect(200)).body as MatchResults;
  expect(results.map(({ candidates: [best] }) => best && [best.name, best.match])).toEqual([['Ludovica Bianchi', false], ['Ludovica Bianchi', true], ['Ludovica Bianchi', true], undefined]);
});
