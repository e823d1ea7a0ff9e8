import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent } from '@kairos/contracts';
import { StreamInspector } from '@kairos/event-bus';
import { eventually } from '../eventually.ts';
import { TestNats } from '../test-nats.ts';
import { TestService } from '../test-service.ts';
import { registered } from './registered.builder.ts';
import { consumer } from './sample-services.ts';

let nats: TestNats;
let service: TestService;

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(consumer, { nats });
});
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
});

type Sighting = { plant_id: string; name: string; times: number };
const sightings = async (tenantId: string) => (await service.database.admin.query<Sighting>('select plant_id, name, times from workflows.sighting where tenant_id = $1', [tenantId])).rows;
const deadLetters = async () => (await service.database.admin.query<{ reason: string; event_id: string | null; deliveries: number }>('select reason, event_id, deliveries from workflows.dead_letter')).rows;
const publish = (event: CloudEvent | string) => nats.publishAs('assets', 'assets.plant.registered.v1', typeof event === 'string' ? event : JSON.stringify(event));

describe('a consumer', () => {
  it('gives an event one effect however often and in whatever order it is delivered', async () => {
    const tenantId = randomUUID();
    const plants = Array.from({ length: 20 }, () => randomUUID());
    const events = plants.flatMap((plantId) => [registered(tenantId, plantId, 'first', 1), registered(tenantId, plantId, 'second', 2)]);
    const deliveries = Array.from({ length: 5 }, () => events).flat().sort(() => Math.random() - 0.5);
    for (const event of deliveries) await publish(event);
    const marker = randomUUID();
    await publish(registered(tenantId, marker, 'last'));
    await eventually(() => sightings(tenantId), (rows) => rows.some((row) => row.plant_id === marker));
    const seen = (await sightings(tenantId)).filter((row) => row.plant_id !== marker);
    expect(seen).toHaveLength(20);
    expect(new Set(seen.map((row) => `${row.name} ${row.times}`))).toEqual(new Set(['second 2']));
  });

  it('sets aside what it cannot read, with the reason, and goes on', async () => {
    const tenantId = randomUUID();
    await publish('{"not":"an event"}');
    await publish('not json \u0000 at all');
    await publish({ ...registered(tenantId, randomUUID(), 'x'), data: { plantId: 'nonsense' } });
    await publish(registered(tenantId, randomUUID(), 'after'));
    await eventually(() => sightings(tenantId), (rows) => rows.length === 1);
    expect((await deadLetters()).filter((letter) => letter.deliveries === 1)).toHaveLength(3);
  });

  it('retries the one bad event of a batch alone and sets it aside in the end, leaving nothing of it', async () => {
    const tenantId = randomUUID();
    const poison = registered(tenantId, randomUUID(), 'poison');
    const good = Array.from({ length: 10 }, (_, index) => registered(tenantId, randomUUID(), `good ${index}`));
    await Promise.all([...good.slice(0, 5), poison, ...good.slice(5)].map(publish));
    await eventually(() => sightings(tenantId), (rows) => rows.length === 10);
    const letters = await eventually(deadLetters, (rows) => rows.some((row) => row.event_id === poison.id), 40_000);
    expect(letters.find((row) => row.event_id === poison.id)).toMatchObject({ reason: expect.stringContaining('cannot be digested'), deliveries: 5 });
    expect((await sightings(tenantId)).map((row) => row.times)).toEqual(Array(10).fill(1));
  }, 60_000);

  it('is not given again what it is still at work on, and leaves nothing unanswered', async () => {
    const tenantId = randomUUID();
    const inspector = await StreamInspector.connect({ servers: nats.url, ...nats.user('admin') });
    const held = () => inspector.durable('ASSETS', 'workflows-plant-obligations');
    await eventually(held, (state) => state?.unacknowledged === 0, 20_000);
    const busy = await service.database.admin.connect();
    await busy.query('begin; lock table workflows.sighting');
    await Promise.all(['a', 'b', 'c'].map((name) => publish(registered(tenantId, randomUUID(), name))));
    await sleep(5000);
    expect(await held()).toEqual({ pending: 0, unacknowledged: 3, redelivered: 0 });
    await busy.query('commit');
    busy.release();
    await eventually(held, (state) => state?.unacknowledged === 0, 20_000);
    expect((await sightings(tenantId)).map((row) => row.times)).toEqual([1, 1, 1]);
    await inspector.close();
  }, 60_000);

  it('keeps the tenants of a batch apart', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await Promise.all([registered(one, randomUUID(), 'a'), registered(other, randomUUID(), 'b'), registered(one, randomUUID(), 'c')].map(publish));
    await eventually(async () => [await sightings(one), await sightings(other)], ([mine, theirs]) => mine?.length === 2 && theirs?.length === 1);
  });
});

describe('the NATS user of a service', () => {
  it('may not publish the subjects of another', async () => {
    await expect(nats.publishAs('workflows', 'assets.plant.registered.v1', '{}')).rejects.toThrow(/permission/i);
    await expect(nats.publishAs('gateway', 'assets.plant.registered.v1', '{}')).rejects.toThrow(/permission/i);
  });

  it('may not read through the durable of another, nor create a stream', async () => {
    await expect(nats.requestAs('assets', '$JS.API.CONSUMER.MSG.NEXT.ASSETS.workflows-plant-obligations')).rejects.toThrow(/permission/i);
    await expect(nats.requestAs('assets', '$JS.API.STREAM.CREATE.STOLEN')).rejects.toThrow(/permission/i);
  });
});
