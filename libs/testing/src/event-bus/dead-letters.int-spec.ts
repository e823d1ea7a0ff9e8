import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { CloudEvent, DeadLetterDetail, DeadLetterPage, DeadLetterView, Permission } from '@kairos/contracts';
import { eventually } from '../eventually.ts';
import { TestNats } from '../test-nats.ts';
import { TestService, type Caller } from '../test-service.ts';
import { registered } from './registered.builder.ts';
import { consumer } from './sample-services.ts';

const path = '/api/v1/workflows/dead-letters';
const durable = 'workflows-plant-obligations';
const rights: Permission[] = ['platform.dead-letter.read', 'platform.dead-letter.replay'];
let nats: TestNats;
let service: TestService;
let admin: Caller;

beforeAll(async () => {
  nats = await TestNats.start();
  service = await TestService.start(consumer, { nats });
  admin = await service.signIn(rights);
});
afterAll(async () => {
  await service?.stop();
  await nats?.stop();
});

const sql = async <R extends object>(text: string, values: unknown[] = []) => (await service.database.admin.query<R>(text, values)).rows;
const publish = (event: CloudEvent) => nats.publishAs('assets', 'assets.plant.registered.v1', JSON.stringify(event));
const timesOf = async (name: string) => (await sql<{ times: number }>('select times from workflows.sighting where tenant_id = $1 and name = $2', [admin.tenantId, name])).map(({ times }) => times);
const replay = (id: string, caller = admin) => caller.api.post(`${path}/${id}/replay`, {});
const letters = async (query = '') => ((await admin.api.get(`${path}${query}`).expect(200)).body as DeadLetterPage).items;
const recordsOf = async (id: string) => (await service.outbox('audit.recorded.v1')).map(({ data }) => data as { action: string; resourceId: string; status?: string }).filter(({ resourceId }) => resourceId === id);

/** As the consumer leaves an event, with the reason mended since. */
async function bury(event: CloudEvent, { tenantId = event.tenantid as string | null, of = durable } = {}): Promise<string> {
  const [row] = await sql<{ id: string }>(
    `insert into workflows.dead_letter (id, consumer, stream, stream_sequence, subject, event_id, tenant_id, reason, deliveries, message)
     values ($1, $2, 'ASSETS', $3, 'assets.plant.registered.v1', $4, $5, 'was not to be digested', 5, $6) returning id`,
    [randomUUID(), of, 1e6 + Math.floor(Math.random() * 1e9), event.id, tenantId, JSON.stringify(event)],
  );
  return row?.id ?? '';
}
const eventNamed = (name: string, tenantId = admin.tenantId) => registered(tenantId, randomUUID(), name);

describe('an event that could not be consumed', () => {
  it('is replayed once its cause is mended, and fails with the reason before', async () => {
    await sql(`alter table workflows.sighting add constraint too_early check (name <> 'early')`);
    const event = eventNamed('early');
    await publish(event);
    const [letter] = await eventually(letters, (found) => found.length === 1, 40_000);
    expect(letter).toMatchObject({ service: 'workflows', consumer: durable, eventId: event.id, reason: expect.stringContaining('too_early'), deliveries: 5, replayedAt: null });
    const { body } = await replay(letter?.id ?? '').expect(409);
    expect(body).toMatchObject({ code: 'dead-letter-failed-again', detail: expect.stringContaining('too_early') });
    expect((await letters())[0]).toMatchObject({ deliveries: 6, replayedAt: null });

    await sql('alter table workflows.sighting drop constraint too_early');
    const replayed = (await replay(letter?.id ?? '').expect(200)).body as DeadLetterView;
    expect([typeof replayed.replayedAt, 'message' in replayed, await timesOf('early')]).toEqual(['string', false, [1]]);
    await replay(replayed.id).expect(200);
    await publish(event);
    await publish(eventNamed('after early'));
    await eventually(() => timesOf('after early'), (times) => times.length === 1);
    expect(await timesOf('early')).toEqual([1]);
    expect((await recordsOf(replayed.id)).map(({ action, status = 'success' }) => `${action} ${status}`)).toEqual(['workflows.dead-letter.replay failure', 'workflows.dead-letter.replay success']);
    expect([await letters('?state=waiting'), (await letters('?state=replayed')).map(({ id }) => id)]).toEqual([[], [replayed.id]]);
  }, 60_000);

  it('has one effect and one record of it when many replay it at once', async () => {
    const id = await bury(eventNamed('pressed'));
    const answers = await Promise.all(Array.from({ length: 12 }, () => replay(id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect([await timesOf('pressed'), (await recordsOf(id)).length]).toEqual([[1], 1]);
  });

  it('has one effect when whoever replays it ends before the letter says so', async () => {
    const id = await bury(eventNamed('cut off'));
    await sql('revoke update (replayed_at) on workflows.dead_letter from workflows_app');
    await replay(id).expect(500);
    expect([await timesOf('cut off'), (await letters('?state=waiting')).map((letter) => letter.id)]).toEqual([[1], [id]]);
    await sql('grant update (replayed_at) on workflows.dead_letter to workflows_app');
    await replay(id).expect(200);
    expect(await timesOf('cut off')).toEqual([1]);
  });

  it('is shown with its content to whoever may, which is recorded, and to nobody of another tenant', async () => {
    const event = eventNamed('shown');
    const id = await bury(event);
    const { body } = await admin.api.get(`${path}/${id}`).expect(200);
    expect(JSON.parse((body as DeadLetterDetail).message)).toEqual(event);
    expect((await recordsOf(id)).map(({ action }) => action)).toEqual(['workflows.dead-letter.read']);
    const stranger = await service.signIn(rights);
    expect((await stranger.api.get(path).expect(200)).body).toEqual({ items: [], nextCursor: null });
    await stranger.api.get(`${path}/${id}`).expect(404);
    await replay(id, stranger).expect(404);
    await stranger.api.post(`${path}/${id}/discard`, {}).expect(404);
    const reader = await service.signIn(['platform.dead-letter.read'], { tenantId: admin.tenantId });
    await reader.api.get(`${path}/${id}`).expect(200);
    await replay(id, reader).expect(403);
    await (await service.signIn(['assets.*'], { tenantId: admin.tenantId })).api.get(path).expect(403);
    expect(await timesOf('shown')).toEqual([]);
  });

  it('takes no effect any more once it is discarded', async () => {
    const event = eventNamed('given up');
    const id = await bury(event);
    await admin.api.post(`${path}/${id}/discard`, {}).expect(204);
    await admin.api.get(`${path}/${id}`).expect(404);
    await replay(id).expect(404);
    await admin.api.post(`${path}/${id}/discard`, {}).expect(404);
    await publish(event);
    await publish(eventNamed('after giving up'));
    await eventually(() => timesOf('after giving up'), (times) => times.length === 1);
    expect(await timesOf('given up')).toEqual([]);
    expect((await recordsOf(id)).map(({ action }) => action)).toEqual(['workflows.dead-letter.discard']);
  });

  it('that no tenant is known for stays the operator’s', async () => {
    const id = await bury(eventNamed('nobody’s'), { tenantId: null });
    expect((await letters()).map((letter) => letter.id)).not.toContain(id);
    await admin.api.get(`${path}/${id}`).expect(404);
    await replay(id).expect(404);
  });

  it('that nobody takes any more, or that is another tenant’s, fails and says so', async () => {
    expect((await replay(await bury(eventNamed('late'), { of: 'a-consumer-of-old' })).expect(409)).body).toMatchObject({ detail: expect.stringContaining('nobody takes it') });
    expect((await replay(await bury(eventNamed('strange', randomUUID()), { tenantId: admin.tenantId })).expect(409)).body).toMatchObject({ detail: expect.stringContaining('another tenant') });
  });

  it('is listed page by page, and not by what is no query', async () => {
    const all = await letters();
    const first = (await admin.api.get(`${path}?limit=2`).expect(200)).body as DeadLetterPage;
    const second = (await admin.api.get(`${path}?limit=200&cursor=${first.nextCursor}`).expect(200)).body as DeadLetterPage;
    expect([...first.items, ...second.items]).toEqual(all);
    await admin.api.get(`${path}?state=lost`).expect(400);
    await admin.api.get(`${path}/not-an-id`).expect(400);
  });
});
