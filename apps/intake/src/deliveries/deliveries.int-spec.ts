import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectorTrafficView, DeliverySummary } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import { eventually, TestService, type Caller } from '@kairos/testing';
import { intakeService } from '../service.ts';
import { intakeEnvironment } from '../test/environment.builder.ts';
import { connectorTo, countsOf, deliver, listDeliveries, readDelivery, settled, takeChunk } from '../test/delivery.builder.ts';
import { FaultyApi } from '../test/faulty-api.builder.ts';
import { importAll, TestIntake } from '../test/intake-service.builder.ts';
import { MockApi } from '../test/mock-api.builder.ts';
import { fullProof } from '../test/proof.config.ts';
import { WorkerProcess } from '../test/worker-process.builder.ts';
import { DeliveryRetention } from './delivery-retention.job.ts';

const base = '/api/v1/intake';
const quick = { DELIVERY_LEASE_MARGIN_MS: '1000' };
let intake: TestIntake;
let service: TestService;
let caller: Caller;
let api: MockApi;

const environment = () => ({
  ...intakeEnvironment({ FILES_DIR: intake.folder, ASSETS_URL: intake.target.url, IDENTITY_URL: intake.target.url, LOG_LEVEL: 'fatal', ...quick, DELIVERY_CONCURRENCY: '32' }),
  PORT: '0', DATABASE_URL: service.database.url('intake', 'app'), DATABASE_RELAY_URL: service.database.url('intake', 'relay'), NATS_URL: 'nats://127.0.0.1:1', NATS_USER: 'nobody', NATS_PASSWORD: 'nobody', JWKS_URL: `${intake.target.url}/jwks`,
});
const codes = (count: number, prefix = 'P') => Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const traffic = async ({ id }: { id: string }) => (await caller.api.get(`${base}/connectors/${id}/traffic`).expect(200)).body as ConnectorTrafficView;
const only = async (connector: { id: string }) => (await listDeliveries(caller, `&connectorId=${connector.id}`))[0] as DeliverySummary;

beforeAll(async () => {
  WorkerProcess.build();
  intake = await TestIntake.start({ environment: { ...quick, DELIVERY_CONCURRENCY: '0' } });
  service = intake.service;
  api = await MockApi.start();
});
afterAll(async () => {
  await intake?.stop();
  api?.stop();
});
beforeEach(async () => {
  caller = await service.signIn(['intake.*']);
  api.asked.length = 0;
  api.answer = (_asked, response) => void response.end('{"ok":true}');
});

describe('deliveries', () => {
  let worker: TestService;
  beforeAll(async () => {
    worker = await TestService.start(intakeService, { database: service.database, environment: environment() });
  });
  afterAll(() => worker?.stop());

  it('arrive with the record, who we are, and a key of their own', async () => {
    const connector = await connectorTo(service, caller, api);
    const [staged] = await deliver(service, caller, connector, ['A 1']);
    expect(await settled(caller, connector)).toEqual({ pending: 0, delivered: 1, dead: 0, cancelled: 0 });
    expect(api.asked).toEqual([expect.objectContaining({
      method: 'PUT', url: '/customers/A%201', body: '{"code":"A 1","name":"Alpe"}', headers: expect.objectContaining({ authorization: 'Bearer SECRET-of-the-connector', 'idempotency-key': staged?.deliveryId, 'content-type': 'application/json' }),
    })]);
    expect(await readDelivery(caller, staged?.deliveryId ?? '')).toMatchObject({ status: 'delivered', attempts: 1, lastStatus: 200, log: [{ outcome: 'delivered', status: 200, responseHead: '{"ok":true}' }] });
  });

  it('are one of each record and state: the same again is none, another state takes the place of what still waits', async () => {
    const connector = await connectorTo(service, caller, api);
    const [first] = await deliver(service, caller, connector, ['A']);
    await settled(caller, connector);
    expect(await deliver(service, caller, connector, ['A'])).toEqual([expect.objectContaining({ outcome: 'unchanged', deliveryId: first?.deliveryId })]);
    await caller.api.post(`${base}/connectors/${connector.id}/deactivate`).set('if-match', '"1"').expect(200);
    const [second] = await deliver(service, caller, connector, ['A'], 'Brembo');
    const [third] = await deliver(service, caller, connector, ['A'], 'Como');
    expect([second?.outcome, third?.outcome]).toEqual(['updated', 'updated']);
    expect(await countsOf(caller, connector)).toEqual({ pending: 1, delivered: 1, dead: 0, cancelled: 1 });
    await caller.api.post(`${base}/connectors/${connector.id}/activate`).set('if-match', '"2"').expect(200);
    await settled(caller, connector);
    expect(api.asked.map(({ body }) => (JSON.parse(body) as { name: string }).name)).toEqual(['Alpe', 'Como']);
  });

  it('are made of the rows of an import: one of each sound row, none of what its endpoint would not take, and none twice', async () => {
    const connector = await connectorTo(service, caller, api);
    const field = (target: string, more: object = {}) => ({ target, from: target, as: 'text', required: true, ...more });
    const recipe = {
      format: 'kairos.recipe.v2', name: 'to-crm', title: 'Customers', target: 'connector', connector: { name: connector.name, endpoint: 'upsert-customer' }, naturalKey: ['code'],
      fields: [field('code'), field('name'), { target: 'capacity', from: 'capacity', as: 'text' }],
    };
    expect((await caller.api.post(`${base}/recipes`, { ...recipe, fields: [field('code'), field('colour')] })).body).toMatchObject({
      status: 422, code: 'recipe-does-not-fit-connector', errors: [{ pointer: '/fields/1/target' }, { pointer: '/fields', detail: 'the endpoint needs name' }],
    });
    expect((await caller.api.post(`${base}/recipes`, { ...recipe, connector: { name: 'none', endpoint: 'such' } })).body).toMatchObject({ status: 422, code: 'connector-not-found' });
    await caller.api.post(`${base}/recipes`, recipe).expect(201);
    const file = 'code,name,capacity\nA,Alpe,1.50\nB,Brembo,many\nC,Como,\nA,Alpe bis,2\n';
    expect(await importAll(caller, file, 'to-crm', 'plan')).toMatchObject({ status: expect.any(String), counts: { read: 4, created: 2, updated: 1, rejected: 1 } });
    expect(api.asked).toEqual([]);
    const job = await importAll(caller, file, 'to-crm');
    expect(job).toMatchObject({ status: 'completed', counts: { read: 4, created: 2, updated: 1, unchanged: 0, rejected: 1 }, firstRejections: [{ row: 2, errors: [{ code: 'invalid-value', column: 'capacity', value: 'many' }] }] });
    await settled(caller, connector);
    expect((await caller.api.get(`${base}/import-jobs/${job.id}`).expect(200)).body).toMatchObject({ deliveries: { pending: 0, delivered: 2, dead: 0, cancelled: 1 } });
    expect(api.asked.map(({ body }) => body).sort()).toEqual(['{"code":"A","name":"Alpe bis","capacity":2}', '{"code":"C","name":"Como","capacity":null}']);
    expect(await importAll(caller, 'code,name,capacity\nC,Como,\n', 'to-crm')).toMatchObject({ counts: { unchanged: 1, created: 0 } });
    const { rows } = await service.database.admin.query<{ record_id: string }>('select record_id from intake.import_row_result where import_job_id = $1 and row_number = 4', [job.id]);
    expect(await readDelivery(caller, rows[0]?.record_id ?? '')).toMatchObject({ importJobId: job.id, rowNumber: 4, status: 'delivered' });
  });

  it('tell the newest state of a record at the end, also where chunks are taken again after later ones', async () => {
    const connector = await connectorTo(service, caller, api);
    const job = randomUUID();
    await takeChunk(service, caller, connector, [randomUUID(), 0], { K: 'X' });
    await settled(caller, connector);
    const five = () => takeChunk(service, caller, connector, [job, 5], { K: 'X', L: 'L' });
    const six = () => takeChunk(service, caller, connector, [job, 6], { K: 'Y' });
    const first = [await five(), await six()];
    expect(first).toMatchObject([[{ outcome: 'unchanged' }, { outcome: 'created' }], [{ outcome: 'updated' }]]);
    expect([await five(), await six()]).toEqual(first);
    expect(await Promise.all([six(), five(), five()])).toEqual([first[1], first[0], first[0]]);
    await settled(caller, connector);
    expect(api.asked.map(({ body }) => (JSON.parse(body) as { name: string }).name).sort()).toEqual(['L', 'X', 'Y']);
    const { rows } = await service.database.admin.query<{ name: string }>(`select payload->>'name' as name from intake.delivery where origin_id = $1 and latest and payload->>'code' = 'K'`, [connector.id]);
    expect(rows).toEqual([{ name: 'Y' }]);
  });

  it('that are refused are made anew when their rows are imported again', async () => {
    const connector = await connectorTo(service, caller, api);
    api.answer = (_asked, response) => void response.writeHead(422).end();
    await deliver(service, caller, connector, ['A']);
    expect(await settled(caller, connector)).toMatchObject({ dead: 1 });
    api.answer = (_asked, response) => void response.end();
    expect(await deliver(service, caller, connector, ['A'])).toMatchObject([{ outcome: 'updated' }]);
    expect(await settled(caller, connector)).toMatchObject({ delivered: 1, dead: 1 });
    const superseded = (await listDeliveries(caller)).find(({ status }) => status === 'dead');
    expect((await caller.api.post(`${base}/deliveries/${superseded?.id}/replay`)).body).toMatchObject({ status: 409, code: 'delivery-superseded' });
  });

  it('that are refused are dead letters, kept with the answer but without our secret, and sent again with the same key', async () => {
    const connector = await connectorTo(service, caller, api);
    api.answer = ({ headers }, response) => void response.writeHead(422).end(`you sent ${headers.authorization}`);
    const [one, two] = await deliver(service, caller, connector, ['A', 'B']);
    expect(await settled(caller, connector)).toMatchObject({ dead: 2 });
    expect(await readDelivery(caller, one?.deliveryId ?? '')).toMatchObject({ status: 'dead', attempts: 1, lastStatus: 422, log: [{ outcome: 'refused', responseHead: 'you sent Bearer •••' }] });
    api.answer = (_asked, response) => void response.end();
    expect((await caller.api.post(`${base}/deliveries/${one?.deliveryId}/replay`).expect(200)).body).toMatchObject({ status: 'pending', attempts: 0 });
    await settled(caller, connector);
    expect((await caller.api.post(`${base}/deliveries/replay`, { connectorId: connector.id }).expect(200)).body).toEqual({ deliveries: 1 });
    expect(await settled(caller, connector)).toMatchObject({ delivered: 2, dead: 0 });
    for (const staged of [one, two]) expect(api.asked.filter(({ headers }) => headers['idempotency-key'] === staged?.deliveryId)).toHaveLength(2);
    const text = JSON.stringify(await service.database.admin.query('select * from intake.delivery d join intake.delivery_attempt a on a.delivery_id = d.id'));
    expect(text).not.toContain('SECRET-of-the-connector');
  });

  it('are tried again after failures, and given up after the last attempt', async () => {
    const connector = await connectorTo(service, caller, api, { attempts: 3 });
    api.answer = (_asked, response) => void response.writeHead(500).end();
    await deliver(service, caller, connector, ['A']);
    expect(await settled(caller, connector)).toMatchObject({ dead: 1 });
    expect([api.asked.length, (await only(connector)).attempts]).toEqual([3, 3]);
  });

  it('leave a host alone for as long as it asks', async () => {
    const connector = await connectorTo(service, caller, api);
    const times: number[] = [];
    api.answer = (_asked, response) => {
      times.push(performance.now());
      if (times.length === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else response.end();
    };
    await deliver(service, caller, connector, ['A']);
    await eventually(async () => times.length, (count) => count === 1);
    await deliver(service, caller, connector, ['B']);
    await settled(caller, connector);
    for (const time of times.slice(1)) expect(time - (times[0] ?? 0)).toBeGreaterThan(950);
  });

  it('stop before a host that fails again and again, which everybody can see, and try it with one', async () => {
    const connector = await connectorTo(service, caller, api, { failuresToOpen: 3, concurrency: 8 });
    api.answer = (_asked, response) => void response.writeHead(503).end();
    await deliver(service, caller, connector, codes(30));
    const open = await eventually(() => traffic(connector), ({ circuit, inFlight }) => circuit === 'open' && inFlight === 0, 20_000);
    expect(open).toMatchObject({ opensAgainAt: expect.any(String), deliveries: { pending: 30 } });
    const before = api.asked.length;
    expect(before).toBeLessThan(30);
    await service.database.admin.query('update intake.delivery_lane set ready_at = now() where origin_id = $1', [connector.id]);
    await eventually(async () => api.asked.length, (count) => count === before + 1);
    await eventually(() => traffic(connector), ({ circuit, inFlight }) => circuit === 'open' && inFlight === 0, 20_000);
    expect(api.asked.length).toBe(before + 1);
    api.answer = (_asked, response) => void response.end();
    await service.database.admin.query('update intake.delivery_lane set ready_at = now() where origin_id = $1', [connector.id]);
    expect(await settled(caller, connector)).toMatchObject({ delivered: 30 });
    expect(await traffic(connector)).toMatchObject({ circuit: 'closed', failuresInARow: 0 });
  });

  it('are sent no faster, and by no more at once, than their connector allows', async () => {
    let [now, most] = [0, 0];
    api.answer = (_asked, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.end();
      }, 20);
    };
    const narrow = await connectorTo(service, caller, api, { concurrency: 3 });
    await deliver(service, caller, narrow, codes(40));
    await settled(caller, narrow);
    expect(most).toBeLessThanOrEqual(3);
    const slow = await connectorTo(service, caller, api, { requestsPerMinute: 240 });
    const began = performance.now();
    await deliver(service, caller, slow, codes(24));
    await settled(caller, slow);
    // A bucket of twenty, and four a second: what is beyond that takes its time.
    expect(performance.now() - began).toBeGreaterThan(700);
  });

  it('to a host that hangs hold up nobody else', async () => {
    const other = await service.signIn(['intake.*']);
    const silent = await MockApi.start();
    silent.answer = () => undefined;
    for (let count = 0; count < 6; count += 1) await deliver(service, caller, await connectorTo(service, caller, silent, { timeoutMs: 20_000, concurrency: 8 }), codes(8));
    await eventually(async () => silent.asked.length, (count) => count >= 20);
    const connector = await connectorTo(service, other, api);
    await deliver(service, other, connector, codes(50));
    expect(await settled(other, connector)).toMatchObject({ delivered: 50 });
    await caller.api.post(`${base}/deliveries/cancel`, { connectorId: (await listDeliveries(caller))[0]?.originId }).expect(200);
    silent.stop();
  }, 60_000);

  it('are given up one by one or together, and seen by nobody they are not for', async () => {
    const connector = await connectorTo(service, caller, api);
    await caller.api.post(`${base}/connectors/${connector.id}/deactivate`).set('if-match', '"1"').expect(200);
    const [one] = await deliver(service, caller, connector, ['A', 'B', 'C']);
    expect((await caller.api.post(`${base}/deliveries/${one?.deliveryId}/cancel`).expect(200)).body).toMatchObject({ status: 'cancelled' });
    expect((await caller.api.post(`${base}/deliveries/${one?.deliveryId}/cancel`)).body).toMatchObject({ status: 409, code: 'delivery-is-over' });
    expect((await caller.api.post(`${base}/deliveries/cancel`, { connectorId: connector.id }).expect(200)).body).toEqual({ deliveries: 2 });
    await caller.api.post(`${base}/deliveries/replay`, {}).expect(400);
    const stranger = await service.signIn(['intake.*']);
    await stranger.api.get(`${base}/deliveries/${one?.deliveryId}`).expect(404);
    await stranger.api.post(`${base}/deliveries/${one?.deliveryId}/replay`).expect(404);
    const ofSomePlants = await service.signIn(['intake.*'], { tenantId: caller.tenantId, rowScope: { plants: [] } });
    await ofSomePlants.api.get(`${base}/deliveries/${one?.deliveryId}`).expect(404);
    expect(await listDeliveries(ofSomePlants)).toEqual([]);
    expect((await ofSomePlants.api.post(`${base}/deliveries/replay`, { connectorId: connector.id }).expect(200)).body).toEqual({ deliveries: 0 });
    const reader = await service.signIn(['intake.delivery.read'], { tenantId: caller.tenantId });
    await reader.api.post(`${base}/deliveries/${one?.deliveryId}/replay`).expect(403);
  });

  it('are removed when their time is over, but never while they wait', async () => {
    const connector = await connectorTo(service, caller, api);
    await caller.api.post(`${base}/connectors/${connector.id}/deactivate`).set('if-match', '"1"').expect(200);
    const [old, waiting] = await deliver(service, caller, connector, ['A', 'B']);
    await caller.api.post(`${base}/deliveries/${old?.deliveryId}/cancel`).expect(200);
    await takeChunk(service, caller, connector, [randomUUID(), 0], {});
    await service.database.admin.query(`update intake.delivery_receipt set made_at = now() - interval '31 days' where tenant_id = $1`, [caller.tenantId]);
    await service.database.admin.query(`update intake.delivery set created_at = now() - interval '99 days', finished_at = case when finished_at is not null then now() - interval '31 days' end where origin_id = $1`, [connector.id]);
    const retention = worker.running.app.get(DeliveryRetention, { strict: false });
    await runAsTenant(worker.em, caller.tenantId, () => retention.tend(new AbortController().signal), { upkeep: true });
    expect((await listDeliveries(caller)).map(({ id }) => id)).toEqual([waiting?.deliveryId]);
    expect((await service.database.admin.query('select from intake.delivery_receipt where tenant_id = $1', [caller.tenantId])).rowCount).toBe(0);
  });
});

describe('ten thousand deliveries, or a few hundred, to an API that hangs, refuses, breaks off and says nothing', () => {
  const count = fullProof ? 10_000 : 200;

  it('all arrive, under the keys they had, at most once more than there were failures that may have been none; a killed worker loses nothing', async () => {
    const faulty = await FaultyApi.start(20261121);
    const connector = await connectorTo(service, caller, faulty.api, { concurrency: 24, timeoutMs: 700, failuresToOpen: 20 });
    for (let at = 0; at < count; at += 500) await deliver(service, caller, connector, codes(Math.min(500, count - at), `R${at}-`));
    const began = performance.now();
    const doomed = WorkerProcess.start(environment());
    // Asked of the database: whoever signed in for a test is forgotten after a minute.
    const waiting = async () => Number((await service.database.admin.query<{ count: string }>('select count(*) from intake.delivery_turn where origin_id = $1', [connector.id])).rows[0]?.count);
    await eventually(waiting, (left) => left <= (count * 2) / 3, fullProof ? 300_000 : 30_000);
    await doomed.kill();
    const cut = await service.database.admin.query<{ key: string }>('select d.idempotency_key as key from intake.delivery_turn t join intake.delivery d on d.id = t.delivery_id where t.token is not null and t.origin_id = $1', [connector.id]);
    for (const { key } of cut.rows) faulty.ambiguous(key);
    const heir = WorkerProcess.start(environment());
    try {
      await eventually(waiting, (left) => left === 0, fullProof ? 600_000 : 40_000);
    } finally {
      await heir.stop();
    }
    const seconds = (performance.now() - began) / 1000;
    const { effects, duplicates, ambiguities, unexplained, records, requests } = faulty.tally();
    faulty.api.stop();
    if (fullProof) console.log(`${count} deliveries in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second; ${requests} requests, ${duplicates} duplicates for ${ambiguities} ambiguous failures, ${cut.rows.length} of these by the kill`);
    const { rows } = await service.database.admin.query('select status, count(*)::integer as count from intake.delivery where origin_id = $1 group by status', [connector.id]);
    expect(rows).toEqual([{ status: 'delivered', count }]);
    expect(effects).toBe(count);
    expect(records).toBe(count);
    expect(unexplained).toEqual([]);
    expect(ambiguities).toBeGreaterThan(0);
  }, fullProof ? 900_000 : 90_000);
});
