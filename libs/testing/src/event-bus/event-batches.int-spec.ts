import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@kairos/contracts';
import { insertAggregates, runAsCommand, StreamInspector } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { eventually } from '../eventually.ts';
import { TestNats } from '../test-nats.ts';
import { TestService } from '../test-service.ts';
import { registered } from './registered.builder.ts';
import { consumer, producer, Turbine } from './sample-services.ts';

const durable = 'workflows-plant-obligations';
let nats: TestNats;
let publisher: TestService;
let service: TestService;

beforeAll(async () => {
  nats = await TestNats.start();
  [publisher, service] = await Promise.all([TestService.start(producer, { nats }), TestService.start(consumer, { nats })]);
});
afterAll(async () => {
  await Promise.all([publisher?.stop(), service?.stop()]);
  await nats?.stop();
});

const sql = async <R extends object>(text: string, values: unknown[] = []) => (await service.database.admin.query<R>(text, values)).rows;
const sightings = (tenantId: string) => sql<{ name: string; times: number }>('select name, times from workflows.sighting where tenant_id = $1 order by name', [tenantId]);
const inbox = async (tenantId: string) => (await sql<{ event_id: string }>('select event_id from workflows.inbox_message where tenant_id = $1', [tenantId])).map((row) => row.event_id).sort();
const letters = (eventIds: string[]) => sql<{ event_id: string; batch_index: number; message: string }>('select event_id, batch_index, message from workflows.dead_letter where event_id = any($1) order by batch_index', [eventIds]);
const publish = (content: unknown) => nats.publishAs('assets', 'assets.plant.registered.v1', JSON.stringify(content));

/** Events of a tenant as they travel together. */
function batchOf(tenantId: string, names: string[]): (CloudEvent & { batchid: string })[] {
  const batchid = randomUUID();
  return names.map((name) => ({ ...registered(tenantId, randomUUID(), name), batchid }));
}

function asBulk<T>(tenantId: string, on: TestService, work: () => Promise<T>): Promise<T> {
  const context = { actorKind: 'user' as const, actorId: randomUUID(), sessionId: null, action: 'a.bulk.command', permission: null, requestId: randomUUID(), address: null, userAgent: null, reason: null, traceparent: undefined, audit: 'bulk' as const };
  return runAsTenant(on.em, tenantId, () => runAsCommand(context, work));
}

describe('what a bulk command records', () => {
  it('travels in batches, each event once and in the order of its aggregate', async () => {
    const tenantId = randomUUID();
    const [before] = await publisher.database.admin.query('select count(*)::int as messages from assets.outbox_message').then(({ rows }) => rows as { messages: number }[]);
    await asBulk(tenantId, publisher, () => publisher.em.transactional((em) => insertAggregates(em, 'assets', Turbine, Array.from({ length: 250 }, (_, at) => Turbine.raise(tenantId, `bulk ${at}`)))));
    await asBulk(tenantId, publisher, () => publisher.em.transactional(async (em) => {
      for (const turbine of await em.find(Turbine, { tenantId }, { limit: 3, orderBy: { name: 'asc' } })) turbine.rename(`${turbine.name} renamed`);
    }));
    const told = (await publisher.outbox()).filter((event) => event.tenantid === tenantId);
    expect([told.length, new Set(told.map(({ id }) => id)).size, new Set(told.map(({ batchid }) => batchid)).size]).toEqual([253, 253, 4]);
    const [after] = await publisher.database.admin.query('select count(*)::int as messages from assets.outbox_message').then(({ rows }) => rows as { messages: number }[]);
    expect((after?.messages ?? 0) - (before?.messages ?? 0)).toBe(4);
    await eventually(() => publisher.database.admin.query('select from assets.outbox_message where published_at is null').then(({ rowCount }) => rowCount), (waiting) => waiting === 0);
    const arrived = (await nats.messagesIn('ASSETS')).filter((event) => event.tenantid === tenantId);
    expect(arrived.map(({ id }) => id)).toEqual(told.map(({ id }) => id));
  });
});

describe('a batch', () => {
  it('has one effect for each of its events and one row in the inbox, however often it is delivered, whole or event by event', async () => {
    const tenantId = randomUUID();
    const batch = batchOf(tenantId, ['a', 'b', 'c']);
    await publish(batch);
    await publish(batch);
    await eventually(() => sightings(tenantId), (rows) => rows.length === 3);
    await publish(batch[1]);
    await publish(registered(tenantId, randomUUID(), 'last'));
    await eventually(() => sightings(tenantId), (rows) => rows.length === 4);
    expect((await sightings(tenantId)).map(({ times }) => times)).toEqual([1, 1, 1, 1]);
    expect(await inbox(tenantId)).toHaveLength(3);
    expect(await inbox(tenantId)).toContain(batch[0]?.batchid);
  });

  it('is known by its id however that is written', async () => {
    const tenantId = randomUUID();
    const batch = batchOf(tenantId, ['a', 'b']).map((event) => ({ ...event, id: event.id.toUpperCase(), batchid: event.batchid.toUpperCase() }));
    await publish(batch);
    await publish({ ...registered(tenantId, randomUUID(), 'c'), id: randomUUID().toUpperCase() });
    await eventually(() => sightings(tenantId), (rows) => rows.length === 3);
  });

  it('lets an event pass that came before by itself', async () => {
    const tenantId = randomUUID();
    const batch = batchOf(tenantId, ['a', 'b']);
    await publish(batch[0]);
    await eventually(() => sightings(tenantId), (rows) => rows.length === 1);
    await publish(batch);
    await eventually(() => sightings(tenantId), (rows) => rows.length === 2);
    expect((await sightings(tenantId)).map(({ times }) => times)).toEqual([1, 1]);
  });

  it('loses the one event that cannot be digested to the dead letters, from where it can be told again', async () => {
    const tenantId = randomUUID();
    const batch = batchOf(tenantId, ['a', 'poison', 'c']);
    const [first, poison, last] = batch;
    await publish([first, null, poison, last]);
    await eventually(() => sightings(tenantId), (rows) => rows.length === 2);
    const [letter] = await eventually(() => letters(batch.map(({ id }) => id)), (rows) => rows.length === 1, 40_000);
    expect(letter).toMatchObject({ event_id: poison?.id, batch_index: 2 });
    expect(await inbox(tenantId)).toEqual(batch.filter((event) => event !== poison).map(({ id }) => id).sort());
    // Somebody mends it: told again it has its effect, and the others none.
    await publish({ ...(JSON.parse(letter?.message ?? '') as CloudEvent), data: registered(tenantId, randomUUID(), 'b').data });
    await eventually(() => sightings(tenantId), (rows) => rows.length === 3);
    await publish(batch.filter((event) => event !== poison));
    await publish(registered(tenantId, randomUUID(), 'last'));
    await eventually(() => sightings(tenantId), (rows) => rows.length === 4);
    expect((await sightings(tenantId)).map(({ name, times }) => `${name} ${times}`)).toEqual(['a 1', 'b 1', 'c 1', 'last 1']);
  }, 60_000);

  it('is read event by event: what cannot be read, or is of another tenant, is set aside alone', async () => {
    const tenantId = randomUUID();
    const [good, broken, foreign] = batchOf(tenantId, ['good', 'broken', 'foreign']);
    await publish([good, { ...broken, data: {} }, { ...foreign, tenantid: randomUUID() }, { ...foreign, id: `${good?.batchid}`, batchid: randomUUID() }]);
    await eventually(() => sightings(tenantId), (rows) => rows.length === 1);
    const set = await eventually(() => sql<{ batch_index: number; reason: string }>('select batch_index, reason from workflows.dead_letter where strpos(message, $1) > 0 order by batch_index', [good?.batchid]), (rows) => rows.length === 3);
    expect(set).toEqual([{ batch_index: 1, reason: expect.stringContaining('data.plantId') }, { batch_index: 2, reason: expect.stringContaining('one tenant') }, { batch_index: 3, reason: expect.stringContaining('name it') }]);
    expect(await inbox(tenantId)).toEqual([good?.id]);
  });

  it('that names no batch, or is empty, is set aside whole', async () => {
    const tenantId = randomUUID();
    const before = (await sql('select from workflows.dead_letter')).length;
    await publish([registered(tenantId, randomUUID(), 'a'), registered(tenantId, randomUUID(), 'b')]);
    await publish([]);
    await eventually(() => sql('select from workflows.dead_letter'), (rows) => rows.length === before + 2);
    expect(await sightings(tenantId)).toEqual([]);
  });

  it('leaves nothing unanswered', async () => {
    const inspector = await StreamInspector.connect({ servers: nats.url, ...nats.user('admin') });
    await eventually(() => inspector.durable('ASSETS', durable), (state) => state?.pending === 0 && state.unacknowledged === 0, 20_000);
    await inspector.close();
  });
});
