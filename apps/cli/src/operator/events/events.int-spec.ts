import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventually } from '@kairos/testing';
import { environment } from '../config.ts';
import { runDoctor } from '../doctor/run-doctor.ts';
import { Installation } from '../test/installation.builder.ts';
import { discardDeadLetters, listDeadLetters, replayDeadLetters, showDeadLetter } from './dead-letters.ts';
import { readStatus } from '../status/read-status.ts';
import { tellStatus } from '../status/tell-status.calc.ts';
import { replayEvents } from './replay-events.ts';
import { snapshotService } from './snapshot-service.ts';

const consumer = 'workflows-plant-obligations';
let installation: Installation;
const sql = <R extends object>(text: string, values: unknown[] = []) => installation.database.admin.query<R>(text, values).then(({ rows }) => rows);

beforeAll(async () => {
  installation = await Installation.start();
  await installation.registerPlants(5);
}, 90_000);
afterAll(() => installation?.stop(), 20_000);

const since = new Date(Date.now() - 3_600_000);
const factsKnown = async () => (await sql<{ n: number }>('select count(*)::int as n from workflows.plant_facts'))[0]?.n;
const deadlines = () => sql<{ id: string; version: number }>('select id, version from workflows.deadline order by id');
const inboxOf = async (name: string) => (await sql<{ n: number }>('select count(*)::int as n from workflows.inbox_message where consumer = $1', [name]))[0]?.n;
const violations = async () => (await runDoctor(installation.operator)).filter(({ status }) => status === 'violated');

describe('a replay', () => {
  it('tells a stream again what it was told, without a second effect', async () => {
    const [before, told] = [await deadlines(), await installation.nats.messagesIn('ASSETS')];
    const { published, forgotten } = await replayEvents({ stream: 'ASSETS', since, resetConsumer: undefined }, installation.operator);
    expect([published, forgotten]).toEqual([told.length, 0]);
    const again = await installation.nats.messagesIn('ASSETS');
    expect(again.slice(told.length).map(({ id }) => id)).toEqual(told.map(({ id }) => id));
    await installation.settled();
    expect(await deadlines()).toEqual(before);
  });

  it('rebuilds the projection of one consumer that forgets what it saw, and nothing twice', async () => {
    const [before, audited] = [await deadlines(), await sql('select id from identity.audit_record order by id')];
    await sql('delete from workflows.plant_facts');
    const { forgotten } = await replayEvents({ stream: 'ASSETS', since, resetConsumer: consumer }, installation.operator);
    expect(forgotten).toBe(5);
    await eventually(factsKnown, (count) => count === 5);
    await installation.settled();
    expect(await deadlines()).toEqual(before);
    expect(await sql('select id from identity.audit_record order by id')).toEqual(audited);
    expect(await inboxOf(consumer)).toBe(5);
  });

  it('makes a lost stream and its durables again', async () => {
    await installation.nats.publishAs('admin', '$JS.API.STREAM.DELETE.ASSETS', '').catch(() => undefined);
    await sql('delete from workflows.plant_facts');
    await replayEvents({ stream: 'ASSETS', since, resetConsumer: consumer }, installation.operator);
    await eventually(factsKnown, (count) => count === 5, 20_000);
    await installation.settled();
    expect(await violations()).toEqual([]);
  });

  it('refuses a stream or a consumer that there is not', async () => {
    await expect(replayEvents({ stream: 'CARBON', since, resetConsumer: undefined }, installation.operator)).rejects.toThrow('There is no stream CARBON');
    await expect(replayEvents({ stream: 'ASSETS', since, resetConsumer: 'workflows-access' }, installation.operator)).rejects.toThrow(`No consumer workflows-access follows ASSETS: identity-audit-of-assets, ${consumer}`);
  });
});

describe('a snapshot', () => {
  it('tells the state of every aggregate of the service', async () => {
    const none = { tenants: 1, events: 0 };
    expect((await snapshotService('assets', installation.operator, environment)).sort((a, b) => a.aggregate.localeCompare(b.aggregate))).toEqual([
      { aggregate: 'assets.authority-record', ...none }, { aggregate: 'assets.component', ...none }, { aggregate: 'assets.maintenance', ...none }, { aggregate: 'assets.plant', tenants: 1, events: 5 },
      { aggregate: 'assets.plant-month', ...none }, { aggregate: 'assets.registry-card', ...none },
    ]);
    await installation.settled();
  });
});

describe('a dead letter', () => {
  /** As the consumer leaves it: no inbox row, the message set aside. */
  async function bury(readable: boolean): Promise<{ letterId: string; eventId: string; plantId: string }> {
    const [event] = await sql<{ event_id: string; aggregate_id: string; tenant_id: string }>(
      `select event_id, aggregate_id, tenant_id from assets.outbox_message where type = 'assets.plant.registered.v1' order by position limit 1`,
    );
    if (!event) throw new Error('No plant was registered.');
    const letterId = randomUUID();
    await sql('delete from workflows.inbox_message where event_id = $1 and consumer = $2', [event.event_id, consumer]);
    await sql('delete from workflows.plant_facts where plant_id = $1', [event.aggregate_id]);
    await sql(
      `insert into workflows.dead_letter (id, consumer, stream, stream_sequence, subject, event_id, tenant_id, reason, deliveries, message)
       select $1, $2, 'ASSETS', $3, subject, case when $4 then event_id end, case when $4 then tenant_id end, 'could not be digested', 5, message::text from assets.outbox_message where event_id = $5`,
      [letterId, consumer, Math.floor(Math.random() * 1e6), readable, event.event_id],
    );
    return { letterId, eventId: event.event_id, plantId: event.aggregate_id };
  }
  const letters = (replayed = false) => listDeadLetters(installation.operator, { replayed });

  it('is listed and shown with its message, and no event counts as lost for it', async () => {
    const { letterId, eventId } = await bury(false);
    expect(await letters()).toMatchObject([{ id: letterId, service: 'workflows', consumer, eventId: null, reason: 'could not be digested', replayedAt: null }]);
    expect((await showDeadLetter(installation.operator, letterId)).message).toContain(eventId);
    await installation.age();
    expect((await violations()).map(({ name }) => name)).toEqual(['no dead letter waits']);
  });

  it('takes effect when it is replayed, once', async () => {
    const before = await deadlines();
    const [letter] = await letters();
    expect(await replayDeadLetters(installation.operator, {})).toMatchObject([{ id: letter?.id }]);
    await eventually(factsKnown, (count) => count === 5);
    expect(await replayDeadLetters(installation.operator, { id: letter?.id ?? '' })).toHaveLength(1);
    await installation.settled();
    expect([await letters(), (await letters(true)).length, await deadlines()]).toEqual([[], 1, before]);
    expect(await violations()).toEqual([]);
  });

  it.each([true, false])('that is discarded takes no effect any more, whether it could be read (%s) or not', async (readable) => {
    const { letterId, plantId } = await bury(readable);
    await discardDeadLetters(installation.operator, { id: letterId });
    await replayEvents({ stream: 'ASSETS', since: new Date(Date.now() - 7_200_000), resetConsumer: undefined }, installation.operator);
    await installation.settled();
    expect(await sql('select from workflows.plant_facts where plant_id = $1', [plantId])).toEqual([]);
    expect([await letters(), await violations()]).toEqual([[], []]);
  });

  it('that does not exist is refused', async () => {
    await expect(replayDeadLetters(installation.operator, { id: randomUUID() })).rejects.toThrow('There is no dead letter');
  });
});

describe('the status of an installation', () => {
  const lane = `insert into intake.delivery_lane (origin_id, tenant_id, per_minute, concurrency, failures_to_open, lease_ms, stopped, tokens, ready_at, failures)
    values (gen_random_uuid(), gen_random_uuid(), 60, 1, 5, 1000, false, 1, now() - interval '5 minutes', 5), (gen_random_uuid(), gen_random_uuid(), 60, 1, 5, 1000, true, 1, now(), 0)`;

  it('counts what waits and fails, of all tenants together', async () => {
    const before = await readStatus(installation.operator);
    expect(before.outboxes.map(({ service }) => service)).toEqual(['identity', 'assets', 'workflows', 'intake']);
    expect(before.deliveries).toEqual({ waiting: 0, late: 0, dead: 0, lanes: 0, failingLanes: 0, stoppedLanes: 0 });
    // Services that run would take what is due.
    await installation.kill();
    await sql(lane);
    await sql(`insert into intake.delivery_turn (delivery_id, origin_id, tenant_id, due_at) select gen_random_uuid(), origin_id, tenant_id, now() - interval '2 minutes' from intake.delivery_lane`);
    const after = await readStatus(installation.operator);
    expect(after.deliveries).toEqual({ waiting: 2, late: 1, dead: 0, lanes: 2, failingLanes: 1, stoppedLanes: 1 });
    expect(tellStatus(after)).toContain('2 waiting, 1 of them late, 0 dead letters; 2 lanes, 1 failing, 1 stopped');
    await sql('delete from intake.delivery_turn; delete from intake.delivery_lane');
  });
});
