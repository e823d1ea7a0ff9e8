import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { InvitationView, OperatorAct, TenantTerms } from '@kairos/contracts';
import { actOnTenant } from '../act-on-tenant.ts';
import { IdentityBuilder, refreshCookieOf, type Person } from '../test/identity.builder.ts';

const tenant = '/api/v1/identity/tenant';
let identity: IdentityBuilder;
let admin: Person;

beforeAll(async () => {
  identity = await IdentityBuilder.start();
  admin = await identity.admin();
});
afterAll(() => identity?.stop());

type Act = OperatorAct extends infer A ? (A extends OperatorAct ? Omit<A, 'tenantId' | 'reason'> : never) : never;
const act = (tenantId: string, facts: Act, reason = 'a test') => actOnTenant({ DATABASE_URL: identity.service.database.url('identity', 'app') }, { ...facts, tenantId, reason });
const read = (person: Person) => person.api.get(tenant).expect(200);
const patch = async (person: Person, body: object) => person.api.patch(tenant, body).set('if-match', (await read(person)).get('etag') ?? '');
const lastTold = async (tenantId: string) => (await identity.service.outbox('identity.access.tenant-changed.v1')).filter(({ tenantid }) => tenantid === tenantId).at(-1)?.data as TenantTerms;
const membersOf = async (tenantId: string) => (await identity.service.database.admin.query('select from identity.membership where tenant_id = $1 and active', [tenantId])).rowCount;

async function another(): Promise<Person & { tenantId: string }> {
  const email = `${randomUUID()}@example.org`;
  const founded = await identity.foundTenant(`Tenant ${email.slice(0, 8)}`, email);
  return identity.person(email, founded.oneTimePassword ?? '');
}

/** Statements as the service's own database role, in a transaction of a tenant. */
async function asApp(tenantId: string, sql: string, upkeep = false): Promise<string> {
  const client = new pg.Client({ connectionString: identity.service.database.url('identity', 'app') });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.tenant_id', $1, true), set_config('app.upkeep', $2, true)`, [tenantId, upkeep ? 'on' : '']);
    return await client.query(sql).then(() => 'done', (error: Error) => error.message);
  } finally {
    await client.query('rollback');
    await client.end();
  }
}

describe('a tenant', () => {
  it('starts without limits, and tells its plan and standing', async () => {
    const { body } = await read(admin);
    expect(body).toMatchObject({
      plan: 'Enterprise', status: 'Active', planEndsOn: null, readOnlyFrom: null, closedFrom: null, limits: { users: null, plants: null, storageGb: null, apiCallsPerHour: null },
      timeZone: 'Europe/Rome', locale: 'en', configuration: {}, features: [],
    });
  });

  it('is described by its administrator, and everyone is told', async () => {
    const person = await another();
    const contact = { name: 'Ada Rossi', email: 'Ada@Example.org', phone: '+39 06 1234567' };
    const { body } = await patch(person, { contact, vatNumber: '007 4311 0157', taxCode: 'RSSMRA85T10A562S', timeZone: 'Europe/Lisbon', locale: 'it', configuration: { theme: 'dark' } });
    expect(body).toMatchObject({ contact: { ...contact, email: 'ada@example.org' }, vatNumber: 'IT00743110157', taxCode: 'RSSMRA85T10A562S', timeZone: 'Europe/Lisbon', locale: 'it', configuration: { theme: 'dark' }, version: 2 });
    expect(await lastTold(person.tenantId)).toMatchObject({ timeZone: 'Europe/Lisbon', locale: 'it' });
    const [audit] = (await identity.service.outbox('identity.audit.recorded.v1')).concat(await identity.service.outbox('audit.recorded.v1')).filter(({ tenantid, data }) => tenantid === person.tenantId && (data as { action: string }).action === 'identity.tenant.update');
    expect(audit?.data).toMatchObject({ resourceType: 'Tenant', before: { locale: 'en' }, after: { locale: 'it' } });
  });

  it.each([
    [{ vatNumber: '00743110158' }, 400], [{ taxCode: 'RSSMRA85T10A562T' }, 400], [{ timeZone: 'Mars/Olympus' }, 400], [{ locale: 'de' }, 400], [{ plan: 'Enterprise' }, 400], [{ status: 'Active' }, 400],
    [{ features: ['api-access'] }, 400], [{ contact: { name: 'X', email: 'nowhere' } }, 400], [{ configuration: { text: 'x'.repeat(17_000) } }, 400], [{ name: ' ' }, 400],
  ])('refuses %j and stores nothing of it', async (body, status) => {
    const before = await read(admin);
    expect((await patch(admin, { locale: 'it', ...body })).status).toBe(status);
    expect((await read(admin)).body).toEqual(before.body);
  });

  it('is changed by one of two at once, and never blindly', async () => {
    const etag = (await read(admin)).get('etag') ?? '';
    const answers = await Promise.all(['Uno', 'Due'].map((name) => admin.api.patch(tenant, { name }).set('if-match', etag)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    await admin.api.patch(tenant, { name: 'Tre' }).expect(428);
  });
});

describe('a suspended tenant', () => {
  it('reads, signs in and out, refreshes and keeps its passwords, but changes nothing', async () => {
    const person = await another();
    expect(await act(person.tenantId, { act: 'suspend' }, 'unpaid since March')).toMatchObject({ status: 'Suspended' });
    expect((await read(person)).body).toMatchObject({ status: 'Suspended' });
    const role = { name: 'Readers', permissions: { grants: [] } };
    expect((await person.api.post('/api/v1/identity/roles', role).expect(403)).body).toMatchObject({ code: 'tenant-suspended' });
    expect((await patch(person, { locale: 'it' })).body).toMatchObject({ code: 'tenant-suspended' });
    const again = await identity.signInAs(person.email, person.password).expect(201);
    await identity.service.anonymous().post('/api/v1/identity/sessions/refresh').set('cookie', refreshCookieOf(again.get('Set-Cookie') ?? [])).set('x-kairos-csrf', '1').expect(200);
    expect(await act(person.tenantId, { act: 'reactivate' })).toMatchObject({ status: 'Active', readOnlyFrom: null });
    await person.api.post('/api/v1/identity/roles', role).expect(201);
  });

  it('is refused by the database too, whoever forgets to ask, but not its sessions, its trail and what was begun', async () => {
    const person = await another();
    const rename = `update tenant set name = 'Other'`;
    const trail = `insert into outbox_message (event_id, tenant_id, subject, type, aggregate_id, aggregate_version, message, recorded_at)
      values (gen_random_uuid(), '${person.tenantId}', 'x', 'x', 'x', 1, '{}', now())`;
    const session = `update session set user_agent = 'x'`;
    expect(await asApp(person.tenantId, rename)).toBe('done');
    await act(person.tenantId, { act: 'suspend' });
    for (const refused of [rename, `update membership set active = false`, `delete from idempotency_key; update role set name = 'x'`]) expect(await asApp(person.tenantId, refused)).toBe('the tenant is read-only');
    for (const open of [trail, session]) expect(await asApp(person.tenantId, open)).toBe('done');
    expect(await asApp(person.tenantId, rename, true)).toBe('done');
    expect(await asApp(admin.tenantId, rename)).toBe('done');
  });

  it('is one whose plan ended yesterday, as well', async () => {
    const person = await another();
    await act(person.tenantId, { act: 'set-plan', plan: 'Business', endsOn: '2020-01-31' });
    expect((await patch(person, { locale: 'it' })).body).toMatchObject({ code: 'tenant-expired' });
    expect(await act(person.tenantId, { act: 'suspend' })).toMatchObject({ status: 'Suspended' });
    expect(await act(person.tenantId, { act: 'reactivate' })).toMatchObject({ code: 'plan-has-ended' });
  });
});

describe('a cancelled tenant', () => {
  it('can still be read until its days of grace are over, and then not even signed in to', async () => {
    const [leaving, gone] = [await another(), await another()];
    await act(leaving.tenantId, { act: 'cancel' });
    const { body } = await read(leaving);
    expect(Date.parse((body as { closedFrom: string }).closedFrom) - Date.now()).toBeGreaterThan(29 * 86_400_000);
    expect((await patch(leaving, { locale: 'it' })).body).toMatchObject({ code: 'tenant-cancelled' });
    await act(gone.tenantId, { act: 'cancel', graceDays: 0 });
    expect((await gone.api.get(tenant).expect(403)).body).toMatchObject({ code: 'tenant-cancelled' });
    await identity.signInAs(gone.email, gone.password).expect(401);
    await gone.api.delete('/api/v1/identity/sessions/current').expect(204);
  });
});

describe('an operator’s act', () => {
  it('stands in the tenant’s audit trail with its reason, and is told to every service', async () => {
    const person = await another();
    await act(person.tenantId, { act: 'set-plan', plan: 'Professional', endsOn: '2099-12-31' }, 'ordered on 3 March');
    await act(person.tenantId, { act: 'set-features', features: ['api-access', 'ai-assistant'] });
    expect(await lastTold(person.tenantId)).toMatchObject({ plan: 'Professional', planEndsOn: '2099-12-31', limits: { users: 10, plants: 50, storageGb: 100, apiCallsPerHour: 1000 }, features: ['ai-assistant', 'api-access'] });
    const acts = (await identity.service.outbox()).filter(({ tenantid, type, data }) => tenantid === person.tenantId && type.startsWith('audit.') && (data as { actorId: string }).actorId === 'operator');
    expect(acts.map(({ data }) => data)).toContainEqual(expect.objectContaining({ action: 'identity.tenant.set-plan', reason: 'ordered on 3 March', before: expect.objectContaining({ plan: 'Enterprise' }) }));
  });

  it('is refused when it makes no sense, and stores nothing', async () => {
    const person = await another();
    expect(await act(person.tenantId, { act: 'reactivate' })).toMatchObject({ code: 'tenant-status-not-reachable' });
    expect(await act(randomUUID(), { act: 'suspend' })).toMatchObject({ code: 'tenant-not-found' });
    await expect(act(person.tenantId, { act: 'suspend' }, ' ')).rejects.toThrow('reason');
    expect((await read(person)).body).toMatchObject({ version: 1 });
  });
});

describe('the users of a plan', () => {
  /** Somebody with a plan for ten users, of whom there are nine. */
  async function almostFull(): Promise<Person> {
    const person = await another();
    await act(person.tenantId, { act: 'set-plan', plan: 'Professional', endsOn: null });
    const fill = `with person as (insert into identity."user" (id, email, display_name, password_hash, password_change_required, password_changed_at, created_at)
        select gen_random_uuid(), gen_random_uuid() || '@example.org', 'Somebody', 'x', true, now(), now() from generate_series(1, 8) returning id)
      insert into identity.membership (id, tenant_id, user_id, active, role_ids, row_scope, authz_version, created_at, updated_at)
        select gen_random_uuid(), $1, id, true, '{}', '{"plants": []}', 1, now(), now() from person`;
    await identity.service.database.admin.query(fill, [person.tenantId]);
    expect(await membersOf(person.tenantId)).toBe(9);
    return person;
  }

  it('are never more than it allows: of two added at once, one is refused and nothing of it stays', async () => {
    const person = await almostFull();
    const roleId = await identity.roleId(person, 'kronos', 'Viewer');
    const add = (email: string) => person.api.post('/api/v1/identity/users', { email, displayName: 'X', password: 'two owls on the gable', roleIds: [roleId], rowScope: { plants: [] } });
    const emails = [1, 2].map((n) => `${n}-${randomUUID()}@example.org`);
    const answers = await Promise.all(emails.map(add));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'plan-limit-reached', detail: 'The plan allows 10 users; there are 10.' });
    expect(await membersOf(person.tenantId)).toBe(10);
    const left = await identity.service.database.admin.query('select email from identity."user" where email = any($1)', [emails]);
    expect(left.rowCount).toBe(1);
  });

  it('may be invited beyond it: whoever accepts takes a place, and of three at once who wanted the last one two are told', async () => {
    const person = await almostFull();
    const roleIds = [await identity.roleId(person, 'kronos', 'Viewer')];
    const emails = [1, 2, 3].map((n) => `${n}-${randomUUID()}@example.org`);
    const invited = await Promise.all(emails.map(async (email) => ((await person.api.post('/api/v1/identity/invitations', { email, roleIds }).expect(201)).body as InvitationView).id));
    const tokens = await Promise.all(emails.map((email) => identity.tokenMailedTo(email, 'invitations')));
    const accept = (token: string) => identity.service.anonymous().post('/api/v1/identity/opened-invitations/accept', { token, displayName: 'Olga', password: 'two owls on the gable' });
    const answers = await Promise.all(tokens.map((token) => accept(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = answers.flatMap(({ status }, index) => (status === 409 ? [index] : []));
    for (const index of refused) expect(answers[index]?.body).toMatchObject({ code: 'plan-limit-reached', detail: 'The plan allows 10 users; there are 10.' });
    expect(await membersOf(person.tenantId)).toBe(10);
    expect((await identity.service.database.admin.query('select from identity."user" where email = any($1)', [emails])).rowCount).toBe(1);
    // Their invitations stand, for when there is room.
    const [late = 0] = refused;
    expect((await person.api.get(`/api/v1/identity/invitations/${invited[late]}`).expect(200)).body).toMatchObject({ status: 'pending' });
    await act(person.tenantId, { act: 'set-plan', plan: 'Business', endsOn: null });
    await accept(tokens[late] ?? '').expect(201);
  });
});
