import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { AccessChanged, ApiKeyChanged, NotificationRaised, PlantRegistered, SessionRevoked, subjectOf, type EventDefinition } from '@kairos/contracts';
import { OperatorClient } from '@kairos/event-bus';
import { eventually, TestNats } from '@kairos/testing';
import { EventReader } from '../test/event-reader.builder.ts';
import { TestGateway, type TestCaller } from '../test/gateway.builder.ts';

let nats: TestNats;
let assets: OperatorClient;
let identity: OperatorClient;
let workflows: OperatorClient;
let gateway: TestGateway;
const readers: EventReader[] = [];

beforeAll(async () => {
  nats = await TestNats.start();
  assets = await OperatorClient.connect({ servers: nats.url, ...nats.user('assets') });
  identity = await OperatorClient.connect({ servers: nats.url, ...nats.user('identity') });
  workflows = await OperatorClient.connect({ servers: nats.url, ...nats.user('workflows') });
  gateway = await start();
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(async () => {
  await gateway?.stop();
  await Promise.all([assets?.close(), identity?.close(), workflows?.close()]);
  await nats?.stop();
});

const start = (environment: Record<string, string> = {}) =>
  TestGateway.start({ nats, environment: { LIVE_HEARTBEAT_MS: '200', LIVE_RECHECK_MS: '300', LIVE_CONNECTIONS_PER_USER: '2', ...environment } });

async function follow(caller: TestCaller, headers: Record<string, string> = {}, at = gateway, query = ''): Promise<EventReader> {
  const reader = await EventReader.open(at.url, { authorization: `Bearer ${caller.token}`, ...headers }, query);
  readers.push(reader);
  if (reader.status === 200) await reader.until(() => reader.lastId !== '');
  return reader;
}

async function publish(client: OperatorClient, service: string, definition: EventDefinition, tenantId: string, subject: string, data: object): Promise<void> {
  const event = { specversion: '1.0', id: randomUUID(), source: `kairos/${service}`, type: definition.type, time: new Date().toISOString(), subject, tenantid: tenantId, aggregateversion: 1, datacontenttype: 'application/json', data };
  await client.publish(subjectOf(service, definition.type), JSON.stringify(event), event.id);
}

const register = (tenantId: string, plantId: string = randomUUID(), more = {}) => publish(assets, 'assets', PlantRegistered, tenantId, plantId, { plantId, ...more });
const seen = (...plantIds: string[]) => plantIds.map((plantId) => `${PlantRegistered.type} ${plantId}`);

describe('the live stream', () => {
  it('shows a caller what happens to the plants they may read, in order, and nothing else', async () => {
    const tenantId = randomUUID();
    const [mine, second, hidden] = [randomUUID(), randomUUID(), randomUUID()];
    const reader = await follow(gateway.signIn(['assets.plant.read'], { tenantId, plants: [mine, second] }));
    const blind = await follow(gateway.signIn(['workflows.*'], { tenantId }));
    await register(randomUUID(), mine);
    await register(tenantId, hidden);
    await register(tenantId, mine);
    await register(tenantId, second);
    await reader.until(() => reader.events.length === 2);
    expect(reader.events).toEqual(seen(mine, second));
    await blind.until(() => blind.lastId === reader.lastId);
    expect(blind.events).toEqual([]);
  });

  it('tells a notification to its reader alone, whoever else may see more', async () => {
    const tenantId = randomUUID();
    const [reader, admin] = [gateway.signIn(['workflows.notification.read'], { tenantId }), gateway.signIn(['*'], { tenantId })];
    const [own, others] = [await follow(reader), await follow(admin)];
    const [plantId, hidden] = [randomUUID(), randomUUID()];
    await publish(workflows, 'workflows', NotificationRaised, tenantId, plantId, { userId: reader.userId, plantId: null });
    await publish(workflows, 'workflows', NotificationRaised, tenantId, hidden, { userId: randomUUID(), plantId: null });
    await own.until(() => own.events.length > 0);
    await Promise.all([own, others].map((each) => each.until(() => each.lastId === own.lastId)));
    expect([own.events, others.events]).toEqual([[`${NotificationRaised.type} ${plantId}`], []]);
  });

  it('tells who asks for one subject of that alone, and lets them resume as anybody else', async () => {
    const caller = gateway.signIn(['assets.*']);
    const [mine, other] = [randomUUID(), randomUUID()];
    const open = async (headers: Record<string, string> = {}) => {
      const reader = await EventReader.open(gateway.url, { authorization: `Bearer ${caller.token}`, ...headers }, `?subject=${mine}`);
      readers.push(reader);
      await reader.until(() => reader.lastId !== '');
      return reader;
    };
    const reader = await open();
    const before = reader.lastId;
    for (const plantId of [other, mine, other, mine]) await register(caller.tenantId, plantId);
    await reader.until(() => reader.events.length === 2);
    expect(reader.events).toEqual(seen(mine, mine));
    reader.close();
    const resumed = await open({ 'last-event-id': before });
    await resumed.until(() => resumed.events.length === 2);
    expect(resumed.events).toEqual(seen(mine, mine));
    expect((await EventReader.open(gateway.url, { authorization: `Bearer ${caller.token}` }, '?subject=all')).status).toBe(400);
  });

  it('takes the HttpOnly cookie in place of the header, and refuses a caller without either', async () => {
    const caller = gateway.signIn(['assets.*']);
    const reader = await EventReader.open(gateway.url, { cookie: `kairos_access=${caller.token}` });
    readers.push(reader);
    expect(reader.status).toBe(200);
    for (const headers of [{}, { cookie: 'kairos_access=x' }, { authorization: 'Bearer nonsense' }] as Record<string, string>[]) {
      const refused = await EventReader.open(gateway.url, headers);
      expect(refused.status).toBe(401);
    }
  });

  it('resumes after Last-Event-ID without a gap and without a repetition', async () => {
    const caller = gateway.signIn(['assets.*']);
    const first = await follow(caller);
    await register(caller.tenantId);
    await first.until(() => first.events.length === 1);
    first.close();
    const missed = [randomUUID(), randomUUID(), randomUUID()];
    for (const plantId of missed) await register(caller.tenantId, plantId);
    const again = await follow(caller, { 'last-event-id': first.lastId });
    await again.until(() => again.events.length === 3);
    expect(again.events).toEqual(seen(...missed));
    await again.until(() => again.frames.length > 6);
    expect(again.frames.some((frame) => frame.event === 'reset')).toBe(false);
  });

  it('tells who has just read something what came since, before what comes', async () => {
    const tenantId = randomUUID();
    const caller = gateway.signIn(['assets.plant.read'], { tenantId });
    const [before, after] = [randomUUID(), randomUUID()];
    const first = await follow(caller);
    await register(tenantId, before);
    await first.until(() => first.events.length === 1);
    const late = await follow(caller, {}, gateway, '?reachBackMs=60000');
    await register(tenantId, after);
    await late.until(() => late.events.length === 2);
    expect(late.events).toEqual(seen(before, after));
  });

  it('resumes at another gateway, which finds the window in the stream itself', async () => {
    const caller = gateway.signIn(['assets.*']);
    const reader = await follow(caller);
    const before = reader.lastId;
    const plantId = randomUUID();
    await register(caller.tenantId, plantId);
    const other = await start();
    const resumed = other.signIn(['assets.*'], { of: caller });
    const there = await follow(resumed, { 'last-event-id': before }, other);
    await reader.until(() => reader.events.length === 1);
    await there.until(() => there.events.length === 1);
    expect(there.events).toEqual(seen(plantId));
    await other.stop();
  });

  it.each(['ASSETS:0', 'nonsense', 'ASSETS:999999999,IDENTITY:0,INTAKE:0,WORKFLOWS:0'])('sends reset when it cannot tell what was missed since %s', async (lastEventId) => {
    const reader = await follow(gateway.signIn(['assets.*']), { 'last-event-id': lastEventId });
    await reader.until(() => reader.frames.some((frame) => frame.event === 'reset' && frame.id));
  });

  it('keeps telling the position while nothing happens', async () => {
    const reader = await follow(gateway.signIn(['assets.*']));
    const { length } = reader.frames;
    await reader.until(() => reader.frames.length >= length + 3);
    expect(reader.lastId).toMatch(/^ASSETS:\d+,IDENTITY:\d+,INTAKE:\d+,WORKFLOWS:\d+$/);
  });

  it('carries on after the broker was away', async () => {
    const caller = gateway.signIn(['assets.*']);
    const reader = await follow(caller);
    await nats.pause();
    await eventually(async () => (await gateway.anonymous().get('/healthz/ready')).body as { broker: string }, ({ broker }) => broker === 'down');
    await nats.resume();
    const plantId = randomUUID();
    await eventually(() => register(caller.tenantId, plantId).then(() => true, () => false), Boolean);
    await reader.until(() => reader.events.length === 1, 45_000);
    expect(reader.events).toEqual(seen(plantId));
  }, 60_000);
});

describe('a live connection ends', () => {
  const ended = (reader: EventReader) => reader.frames.find((frame) => frame.event === 'end')?.data;

  it('at once when its session is revoked', async () => {
    const caller = gateway.signIn(['assets.*']);
    const [reader, other] = [await follow(caller), await follow(gateway.signIn(['assets.*'], { tenantId: caller.tenantId }))];
    await publish(identity, 'identity', SessionRevoked, caller.tenantId, caller.sessionId, { sessionId: caller.sessionId, userId: caller.userId, revokedAt: new Date().toISOString(), reason: 'signed out' });
    await reader.until(() => reader.isClosed);
    expect([ended(reader), ended(other)]).toEqual(['{"reason":"session-ended"}', undefined]);
  });

  it('or narrows at once when its access changes', async () => {
    const caller = gateway.signIn(['assets.*']);
    const reader = await follow(caller);
    const change = (permissions: string[], active = true) =>
      publish(identity, 'identity', AccessChanged, caller.tenantId, caller.membershipId, { membershipId: caller.membershipId, userId: caller.userId, active, roles: [], permissions, rowScope: { plants: 'all' }, authzVersion: 2 });
    gateway.access.set(caller.sessionId, { active: true, permissions: ['workflows.*'], rowScope: { plants: 'all' }, authzVersion: 2, sessionRevoked: false });
    const before = reader.lastId;
    await change(['workflows.*']);
    await reader.until(() => reader.lastId !== before);
    const narrowed = reader.lastId;
    await register(caller.tenantId);
    await reader.until(() => reader.lastId !== narrowed);
    expect(reader.events).toEqual([]);
    await change([], false);
    await reader.until(() => reader.isClosed);
  });

  it('of a key when the key changes, or what its owner may do: only identity knows what is left of it', async () => {
    for (const cause of ['key', 'owner']) {
      const owner = gateway.signIn(['assets.*']);
      const caller = gateway.signIn(['assets.plant.read'], { of: { ...owner, apiKey: { id: owner.sessionId, azv: 1 } } });
      const [reader, own] = [await follow(caller), await follow(owner)];
      const access = { membershipId: owner.membershipId, active: true, rowScope: { plants: 'all' }, authzVersion: 2 };
      if (cause === 'key') await publish(identity, 'identity', ApiKeyChanged, owner.tenantId, caller.apiKey?.id ?? '', { ...access, apiKeyId: caller.apiKey?.id, scopes: [], expiresAt: '2999-01-01T00:00:00.000Z' });
      else await publish(identity, 'identity', AccessChanged, owner.tenantId, owner.membershipId, { ...access, userId: owner.userId, roles: [], permissions: ['assets.*', 'intake.*'] });
      await reader.until(() => reader.isClosed, 20_000);
      expect(ended(own)).toBeUndefined();
    }
  }, 60_000);

  it('within the recheck when identity says no, without any event', async () => {
    const caller = gateway.signIn(['assets.*']);
    const reader = await follow(caller);
    gateway.access.delete(caller.sessionId);
    await reader.until(() => reader.isClosed);
    expect(ended(reader)).toBe('{"reason":"session-ended"}');
  });

  it('with its token', async () => {
    const reader = await follow(gateway.signIn(['assets.*'], { expiresIn: 2 }));
    await reader.until(() => reader.isClosed);
    expect(ended(reader)).toBe('{"reason":"token-expired"}');
  });

  it('when its reader does not keep up', async () => {
    const tight = await start({ LIVE_BUFFER_BYTES: '20000' });
    const caller = tight.signIn(['assets.*']);
    const { port } = new URL(tight.url);
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`GET /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${caller.token}\r\n\r\n`));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const closed = new Promise((resolve) => socket.once('close', resolve).once('error', () => undefined));
    for (let count = 0; count < 60; count += 1) await register(caller.tenantId, randomUUID(), { notes: 'x'.repeat(200_000) });
    socket.resume();
    await closed;
    await tight.stop();
  });

  it('at once when only its head was asked for', async () => {
    const caller = gateway.signIn(['assets.*']);
    for (let count = 0; count < 5; count += 1) {
      const answer = await fetch(`${gateway.url}/api/v1/events`, { method: 'HEAD', headers: { authorization: `Bearer ${caller.token}` } });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    }
  });

  it('not for the others when one user opens too many', async () => {
    const caller = gateway.signIn(['assets.*']);
    const [one, two] = [await follow(caller), await follow(caller)];
    await caller.api.get('/api/v1/events').expect(429).expect('retry-after', '10');
    one.close();
    await eventually(async () => (await follow(caller)).status, (status) => status === 200);
    expect(two.isClosed).toBe(false);
  });

  it('with the gateway, which does not wait for it', async () => {
    const leaving = await start();
    const reader = await follow(leaving.signIn(['assets.*']), {}, leaving);
    await leaving.stop();
    await reader.until(() => reader.isClosed);
    expect(ended(reader)).toBe('{"reason":"shutting-down"}');
  });
});
