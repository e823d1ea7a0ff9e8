import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { limitsOfPlan, TenantChanged, type BatchRowResult, type TenantTerms } from '@kairos/contracts';
import { eventually, TestNats, TestService, tellTerms, type Caller } from '@kairos/testing';
import { assetsService } from './service.ts';
import { aPlant } from './test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let nats: TestNats;
let service: TestService;

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(assetsService, { nats });
});
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
});

const past = '2020-01-01T00:00:00.000Z';
const tell = ({ tenantId }: { tenantId: string }, terms: Partial<TenantTerms>) => tellTerms(service.database, 'assets', tenantId, terms);
const room = (most: number) => ({ limits: { ...limitsOfPlan.Professional, plants: most } });
const standing = async ({ tenantId }: Caller) => (await service.database.admin.query('select from assets.plant where tenant_id = $1 and deleted_at is null', [tenantId])).rowCount;
const codesFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => ({ rowNumber: index + 1, values: aPlant({ code: `P-${first + index}` }) }));
const send = (caller: Caller, rows: object[], dryRun = false) => caller.api.post(`${plants}/batches`, { importJobId: randomUUID(), chunkIndex: 0, rows, dryRun }).expect(200);
const outcomes = (answer: { body: unknown }) => (answer.body as { results: BatchRowResult[] }).results.map(({ outcome }) => outcome);

/** A statement as the service's own database role, in a transaction of a tenant. */
async function asApp(tenantId: string, sql: string, upkeep = ''): Promise<string> {
  const client = new pg.Client({ connectionString: service.database.url('assets', 'app') });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.tenant_id', $1, true), set_config('app.upkeep', $2, true)`, [tenantId, upkeep]);
    return await client.query(sql).then(() => 'done', (error: Error) => error.message);
  } finally {
    await client.query('rollback');
    await client.end();
  }
}

describe('a tenant that is read-only', () => {
  it('is known from identity’s event, and reads and exports but changes nothing', async () => {
    const caller = await service.signIn(['*']);
    const registered = await caller.api.post(plants, aPlant({ code: 'BEFORE' })).expect(201);
    const { plantId } = registered.body as { plantId: string };
    const terms: TenantTerms = {
      status: 'Suspended', plan: 'Enterprise', planEndsOn: null, readOnlyFrom: past, closedFrom: null, limits: limitsOfPlan.Enterprise, features: [], timeZone: 'Europe/Rome', locale: 'en', settings: {},
    };
    await nats.publishAs('identity', TenantChanged.type, JSON.stringify({
      specversion: '1.0', id: randomUUID(), source: 'kairos/identity', type: TenantChanged.type, time: new Date().toISOString(), subject: caller.tenantId,
      tenantid: caller.tenantId, aggregateversion: 2, datacontenttype: 'application/json', data: terms,
    }));
    const refused = await eventually(async () => caller.api.post(plants, aPlant({ code: `AFTER-${randomUUID().slice(0, 8)}` })), ({ status, body }) => status === 403 && (body as { code: string }).code === 'tenant-suspended', 20_000);
    expect(refused.body).toMatchObject({ code: 'tenant-suspended', title: 'Forbidden' });
    const update = await caller.api.patch(`${plants}/${plantId}`, { name: 'Other' }).set('if-match', '"1"');
    expect([update.status, update.body]).toEqual([403, expect.objectContaining({ code: 'tenant-suspended' })]);
    expect((await caller.api.delete(`${plants}/${plantId}`).set('if-match', '"1"')).status).toBe(403);
    await caller.api.get(`${plants}/${plantId}`).expect(200);
    await caller.api.get(plants).expect(200);
  });

  it('is refused by the database, too, but not what events and workers do', async () => {
    const [suspended, other] = [await service.signIn(['*']), await service.signIn(['*'])];
    await tell(suspended, { status: 'Suspended', readOnlyFrom: past });
    const change = `update plant set name = 'x'`;
    expect(await asApp(suspended.tenantId, change)).toBe('the tenant is read-only');
    expect(await asApp(suspended.tenantId, 'delete from plant')).toBe('the tenant is read-only');
    expect(await asApp(suspended.tenantId, change, 'on')).toBe('done');
    expect(await asApp(suspended.tenantId, 'insert into known_tenant values (gen_random_uuid())')).toBe('done');
    expect(await asApp(other.tenantId, change)).toBe('done');
  });

  it('is refused a request that was let in before', async () => {
    const caller = await service.signIn(['*']);
    await caller.api.get(plants).expect(200);
    await tell(caller, { status: 'Suspended', readOnlyFrom: past });
    // The standing is remembered for five seconds; the database is not that forgiving.
    const { status, body } = await caller.api.post(plants, aPlant());
    expect([status, (body as { code: string }).code]).toEqual([403, 'tenant-read-only']);
    expect(await standing(caller)).toBe(0);
  });
});

describe('the plants of a plan', () => {
  it('are never more than it allows: of five registered at once with room for two, three are refused', async () => {
    const caller = await service.signIn(['*']);
    await tell(caller, room(2));
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => caller.api.post(plants, aPlant({ code: `R-${n}` }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'plan-limit-reached', detail: 'The plan allows 2 plants; there are 2.' });
    expect(await standing(caller)).toBe(2);
    const told = (await service.outbox('assets.plant.registered.v1')).filter(({ tenantid }) => tenantid === caller.tenantId);
    expect(told).toHaveLength(2);
  });

  it('reject the rows of an import that go beyond, and take the others, with chunks at once as well', async () => {
    const caller = await service.signIn(['*']);
    await tell(caller, room(5));
    expect(outcomes(await send(caller, codesFrom(1, 7), true)).filter((outcome) => outcome === 'created')).toHaveLength(5);
    const [first, second] = await Promise.all([send(caller, codesFrom(1, 4)), send(caller, codesFrom(5, 4))]);
    const all = [...outcomes(first), ...outcomes(second)];
    expect([all.filter((outcome) => outcome === 'created').length, all.filter((outcome) => outcome === 'rejected').length]).toEqual([5, 3]);
    const rejected = [...(first.body as { results: BatchRowResult[] }).results, ...(second.body as { results: BatchRowResult[] }).results].find(({ outcome }) => outcome === 'rejected');
    expect(rejected?.errors).toEqual([{ field: '', code: 'plan-limit-reached', value: null, detail: 'The plan allows 5 plants; there are 5.' }]);
    expect(await standing(caller)).toBe(5);
  });

  it('can be changed and removed when the plan has become too small, and make room again', async () => {
    const caller = await service.signIn(['*']);
    await send(caller, codesFrom(1, 3));
    await tell(caller, room(2));
    const { body } = await caller.api.get(plants).expect(200);
    const [one, two] = (body as { items: { id: string }[] }).items;
    await caller.api.patch(`${plants}/${one?.id}`, { name: 'Other' }).set('if-match', '"1"').expect(200);
    await caller.api.post(plants, aPlant({ code: 'MORE' })).expect(409);
    await caller.api.delete(`${plants}/${one?.id}`).set('if-match', '"2"').expect(204);
    await caller.api.delete(`${plants}/${two?.id}`).set('if-match', '"1"').expect(204);
    await caller.api.post(plants, aPlant({ code: 'MORE' })).expect(201);
  });
});
