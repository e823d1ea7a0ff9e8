import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveriesReplayed } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import type { Caller, TestService } from '@kairos/testing';
import { ConnectorRows } from '../connectors/connector-rows.ts';
import { connectorTo, countsOf, deliver, listDeliveries, readDelivery, settled, takeChunk } from '../test/delivery.builder.ts';
import { importAll, TestIntake } from '../test/intake-service.builder.ts';
import { MockApi } from '../test/mock-api.builder.ts';
import { DeliveryRetention } from './delivery-retention.job.ts';

const base = '/api/v1/intake';
let intake: TestIntake;
let service: TestService;
let caller: Caller;
let api: MockApi;


beforeAll(async () => {
  intake = await TestIntake.start({ environment: { DELIVERY_POLL_MS: '20' } });
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
    const asked = (chunkIndex: number) => service.asTenant(caller.tenantId, () => service.running.app.get(ConnectorRows).receiptOf({ tenantId: caller.tenantId, importJobId: job, chunkIndex }));
    expect([await asked(5), await asked(7)]).toEqual([first[0], undefined]);
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
    expect((await caller.api.post(`${base}/deliveries/replay`, { connectorId: connector.id }).expect(200)).body).toEqual({ deliveries: 1, next: null });
    expect(await settled(caller, connector)).toMatchObject({ delivered: 2, dead: 0 });
    for (const staged of [one, two]) expect(api.asked.filter(({ headers }) => headers['idempotency-key'] === staged?.deliveryId)).toHaveLength(2);
    const text = JSON.stringify(await service.database.admin.query('select * from intake.delivery d join intake.delivery_attempt a on a.delivery_id = d.id'));
    expect(text).not.toContain('SECRET-of-the-connector');
  });

  it('are sent again ten thousand at a time, each once, however many there are and whatever became of them', async () => {
    const connector = await connectorTo(service, caller, api);
    await caller.api.post(`${base}/connectors/${connector.id}/deactivate`).set('if-match', '"1"').expect(200);
    await service.database.admin.query(
      `insert into intake.delivery (id, tenant_id, origin, origin_id, topic, record_key, import_job_id, row_number, made_as, idempotency_key, payload, payload_sha256, latest, status, owner_user_id, created_at, finished_at)
       select gen_random_uuid(), $1, 'connector', $2, 'upsert-customer', n::text, $3, n, 'created', gen_random_uuid(), '{}', repeat('a', 64), true, case when n % 2 = 0 then 'dead' else 'delivered' end, $4, now(), now() from generate_series(1, 10003) n`,
      [caller.tenantId, connector.id, randomUUID(), caller.userId],
    );
    const replay = async (more: object) => (await caller.api.post(`${base}/deliveries/replay`, { connectorId: connector.id, deadOnly: false, ...more }).expect(200)).body as DeliveriesReplayed;
    const first = await replay({});
    expect(first).toEqual({ deliveries: 10_000, next: expect.any(String) });
    // Meanwhile those have arrived, and are what a command without a place to go on from would take.
    await service.database.admin.query(`with done as (delete from intake.delivery_turn where origin_id = $1) update intake.delivery set status = 'delivered', finished_at = now() where origin_id = $1 and status = 'pending'`, [connector.id]);
    expect(await replay({ after: first.next })).toEqual({ deliveries: 3, next: null });
    expect(await countsOf(caller, connector)).toMatchObject({ pending: 3 });
    await caller.api.post(`${base}/deliveries/cancel`, { connectorId: connector.id }).expect(200);
  });

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
    expect((await ofSomePlants.api.post(`${base}/deliveries/replay`, { connectorId: connector.id }).expect(200)).body).toEqual({ deliveries: 0, next: null });
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
    const retention = service.running.app.get(DeliveryRetention, { strict: false });
    await runAsTenant(service.em, caller.tenantId, () => retention.tend(new AbortController().signal), { upkeep: true });
    expect((await listDeliveries(caller)).map(({ id }) => id)).toEqual([waiting?.deliveryId]);
    expect((await service.database.admin.query('select from intake.delivery_receipt where tenant_id = $1', [caller.tenantId])).rowCount).toBe(0);
  });
});
