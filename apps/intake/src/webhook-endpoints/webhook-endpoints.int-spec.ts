import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { NotificationRaised, PlantRegistered, type CloudEvent, type DeliverySummary, type IssuedWebhookSecret, type RegisterWebhookEndpointBody, type WebhookEndpointView } from '@kairos/contracts';
import { eventually, TestNats, type Caller, type TestService } from '@kairos/testing';
import { listDeliveries, readDelivery } from '../test/delivery.builder.ts';
import { TestIntake } from '../test/intake-service.builder.ts';
import { MockApi, type Asked } from '../test/mock-api.builder.ts';

const base = '/api/v1/intake/webhook-endpoints';
let nats: TestNats;
let intake: TestIntake;
let service: TestService;
let api: MockApi;
let caller: Caller;

beforeAll(async () => {
  nats = await TestNats.start();
  intake = await TestIntake.start({ nats, environment: { IMPORT_CONCURRENCY: '0', DELIVERY_LEASE_MARGIN_MS: '1000' } });
  service = intake.service;
  api = await MockApi.start();
}, 60_000);
afterAll(async () => {
  await intake?.stop();
  await nats?.stop();
  api?.stop();
});
beforeEach(async () => {
  caller = await service.signIn(['intake.webhook-endpoint.*', 'intake.delivery.*', 'assets.plant.read']);
  await api.openTo(service, caller);
  api.asked.length = 0;
  api.answer = (_asked, response) => void response.end();
});

const endpoint = (more: Partial<RegisterWebhookEndpointBody> = {}) => ({ title: 'Ours', url: `${api.url}/hook`, eventTypes: ['assets.plant.*'], ...more });
const register = async (by: Caller, more: Partial<RegisterWebhookEndpointBody> = {}) => (await by.api.post(base, endpoint(more)).expect(201)).body as IssuedWebhookSecret;
const verified = ({ body, headers }: Asked, secret: string) => new Webhook(secret).verify(body, headers as Record<string, string>) as { type: string; timestamp: string; data: { plantId: string } };
const read = async ({ id }: { id: string }) => (await caller.api.get(`${base}/${id}`).expect(200)).body as WebhookEndpointView;
/** Messages that tell of one endpoint or plant alone: those of another test may still arrive. */
const toldOf = (id: string, count: number) => eventually(async () => api.asked.filter(({ body }) => body.includes(id)), (asked) => asked.length >= count, 15_000);
const deliveries = (by: Caller = caller): Promise<DeliverySummary[]> => listDeliveries(by);
const dueNow = () => service.database.admin.query('update intake.delivery_turn set due_at = now()').then(() => service.database.admin.query('update intake.delivery_lane set ready_at = now()'));

async function plantRegistered(tenantId: string, plantId: string = randomUUID()): Promise<CloudEvent> {
  const event = {
    specversion: '1.0', id: randomUUID(), source: '/kairos/assets', type: PlantRegistered.type, time: new Date().toISOString(), subject: plantId, tenantid: tenantId, aggregateversion: 1, datacontenttype: 'application/json',
    data: { plantId, code: 'P01', name: 'Alpe', type: 'Wind', status: 'In Operation', capacityKw: '5', commissionedOn: null, commissioningYear: null, municipality: null, province: null, region: null, protectedArea: false, incentivesPerYearEur: null, incentivesTotalEur: null, customsLicenceActive: null },
  };
  await nats.publishAs('assets', event.type, JSON.stringify(event));
  return event as unknown as CloudEvent;
}

describe('a webhook endpoint', () => {
  it('is told of its tenant’s events, signed so that anybody with its secret can tell', async () => {
    const { secret, endpoint: made } = await register(caller);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const event = await plantRegistered(caller.tenantId);
    const [asked] = await toldOf(event.subject, 1);
    const payload = verified(asked as Asked, secret);
    expect(payload).toEqual({ type: 'assets.plant.registered.v1', timestamp: event.time, data: event.data });
    expect(() => verified({ ...(asked as Asked), body: (asked as Asked).body.replace('Alpe', 'Alps') }, secret)).toThrow();
    const [delivery] = await eventually(() => deliveries(), ([first]) => first?.status === 'delivered');
    expect(await readDelivery(caller, delivery?.id ?? '')).toMatchObject({ origin: 'webhook', originId: made.id, topic: 'assets.plant.registered.v1', eventId: event.id, idempotencyKey: asked?.headers['webhook-id'], payload, log: [{ outcome: 'delivered', status: 200 }] });
    const { rows } = await service.database.admin.query<{ text: string }>('select row_to_json(w)::text as text from intake.webhook_endpoint w');
    for (const text of [JSON.stringify(rows), JSON.stringify(await service.outbox()), JSON.stringify(await read(made))]) expect(text).not.toContain(secret.slice(6));
  });

  it('is told of each event once, of no other tenant’s, and of none that it did not ask for', async () => {
    const other = await service.signIn(['intake.webhook-endpoint.*', 'intake.delivery.*', 'assets.plant.read']);
    await api.openTo(service, other);
    await register(caller);
    await register(caller, { eventTypes: ['intake.webhook-endpoint.stopped.v1'] });
    await register(other);
    const event = await plantRegistered(caller.tenantId);
    await nats.publishAs('assets', event.type, JSON.stringify(event));
    await plantRegistered(other.tenantId);
    await eventually(async () => (await deliveries()).length + (await deliveries(other)).length, (count) => count >= 2);
    expect([(await deliveries()).map(({ eventId }) => eventId), (await deliveries(other)).length]).toEqual([[event.id], 1]);
  });

  it('is told only what its owner may see at that moment', async () => {
    const plantId = randomUUID();
    const ofOnePlant = await service.signIn(['intake.webhook-endpoint.*', 'intake.delivery.*', 'assets.plant.read'], { tenantId: caller.tenantId, rowScope: { plants: [plantId] } });
    const { endpoint: bounded } = await register(ofOnePlant);
    /** Whoever may see all plants may also list what other endpoints are told. */
    const toldIt = async () => (await deliveries(ofOnePlant)).filter(({ originId }) => originId === bounded.id);
    await plantRegistered(caller.tenantId);
    await plantRegistered(caller.tenantId, plantId);
    const [first] = await eventually(toldIt, (found) => found.length > 0);
    expect((await readDelivery(ofOnePlant, first?.id ?? '')).payload).toMatchObject({ data: { plantId } });
    expect(await toldIt()).toHaveLength(1);
    await service.grant(ofOnePlant, ['intake.webhook-endpoint.*', 'intake.delivery.*'], { plants: 'all' });
    await plantRegistered(caller.tenantId, plantId);
    const { secret: _secret, endpoint: control } = await register(caller);
    const last = await plantRegistered(caller.tenantId, plantId);
    await eventually(() => deliveries(), (found) => found.some(({ originId, eventId }) => originId === control.id && eventId === last.id));
    expect(await toldIt()).toHaveLength(1);
    const blind = await service.signIn(['intake.webhook-endpoint.*'], { tenantId: caller.tenantId });
    expect((await blind.api.post(base, endpoint())).body).toMatchObject({ status: 422, code: 'unknown-event-type', errors: [{ pointer: '/eventTypes/0' }] });
  });

  it('is told of notifications of its owner alone, also where its owner may do anything', async () => {
    const [owner, other] = [await service.signIn(['*'], { tenantId: caller.tenantId }), randomUUID()];
    await register(owner, { eventTypes: ['workflows.notification.*'] });
    const words = { en: 'Due tomorrow', it: 'Scade domani' };
    const notify = async (userId: string) => {
      const notificationId = randomUUID();
      const event = {
        specversion: '1.0', id: randomUUID(), source: 'kairos/workflows', type: NotificationRaised.type, time: new Date().toISOString(), subject: notificationId, tenantid: caller.tenantId, aggregateversion: 1, datacontenttype: 'application/json',
        data: { notificationId, userId, type: 'deadline', priority: 'high', template: 'task_deadline_urgent', templateVersion: 1, title: words, body: words, plantId: null, subject: null, link: null, raisedAt: new Date().toISOString() },
      };
      await nats.publishAs('workflows', event.type, JSON.stringify(event));
      return notificationId;
    };
    const theirs = await notify(other);
    await toldOf(await notify(owner.userId), 1);
    expect(api.asked.filter(({ body }) => body.includes(theirs))).toEqual([]);
  });

  it('may have two secrets for a while, and is signed to with both', async () => {
    const { secret: old, endpoint: made } = await register(caller);
    const rotated = (await caller.api.post(`${base}/${made.id}/rotate-secret`, { overlapHours: 1 }).set('if-match', '"1"').expect(200)).body as IssuedWebhookSecret;
    expect(rotated.endpoint.secrets.map(({ endsAt }) => endsAt === null)).toEqual([true, false]);
    await caller.api.post(`${base}/${made.id}/ping`).expect(202);
    const [asked] = await toldOf(made.id, 1);
    for (const secret of [old, rotated.secret]) expect(verified(asked as Asked, secret).type).toBe('kairos.ping.v1');
    await caller.api.post(`${base}/${made.id}/rotate-secret`, { overlapHours: 0 }).set('if-match', '"2"').expect(200);
    await caller.api.post(`${base}/${made.id}/ping`).expect(202);
    const [, second] = await toldOf(made.id, 2);
    for (const secret of [old, rotated.secret]) expect(() => verified(second as Asked, secret)).toThrow();
  });

  it('that answers 410 is told nothing more; what failed is sent again under its id', async () => {
    const { endpoint: made, secret } = await register(caller);
    api.answer = (_asked, response) => void response.writeHead(500).end();
    const { subject } = await plantRegistered(caller.tenantId);
    await eventually(() => deliveries(), ([first]) => first?.attempts === 1 && first.status === 'pending');
    api.answer = (_asked, response) => void response.writeHead(410).end('gone');
    await dueNow();
    const stopped = await eventually(() => read(made), ({ active }) => !active);
    expect(stopped).toMatchObject({ stoppedAs: 'gone', stoppedAt: expect.any(String) });
    expect((await service.outbox('intake.webhook-endpoint.stopped.v1')).at(-1)?.data).toMatchObject({ webhookEndpointId: made.id, stoppedAs: 'gone' });
    expect((await caller.api.post(`${base}/${made.id}/ping`)).body).toMatchObject({ status: 409, code: 'webhook-endpoint-is-stopped' });
    api.answer = (_asked, response) => void response.end();
    await caller.api.post(`${base}/${made.id}/activate`).set('if-match', `"${stopped.version}"`).expect(200);
    const [dead] = await deliveries();
    expect((await caller.api.post('/api/v1/intake/deliveries/replay', { webhookEndpointId: made.id, createdFrom: '2026-01-01T00:00:00Z' }).expect(200)).body).toEqual({ deliveries: 1, next: null });
    await eventually(() => deliveries(), ([first]) => first?.status === 'delivered');
    const asked = await toldOf(subject, 3);
    expect(new Set(asked.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(verified(asked[2] as Asked, secret).type).toBe(dead?.topic);
  });

  it('that somebody else takes over is not told what waited for its owner before', async () => {
    const { endpoint: made } = await register(caller);
    api.answer = (_asked, response) => void response.writeHead(500).end();
    await plantRegistered(caller.tenantId);
    await eventually(() => deliveries(), ([first]) => first?.attempts === 1 && first.status === 'pending');
    const heir = await service.signIn(['intake.webhook-endpoint.*', 'assets.plant.read'], { tenantId: caller.tenantId });
    await heir.api.put(`${base}/${made.id}`, endpoint({ url: `${api.url}/elsewhere` })).set('if-match', '"1"').expect(200);
    expect(await deliveries()).toMatchObject([{ status: 'cancelled', lastError: 'somebody else answers for the endpoint now' }]);
  });

  it('that has failed for days is told nothing more either', async () => {
    const { endpoint: made } = await register(caller);
    api.answer = (_asked, response) => void response.writeHead(500).end();
    await caller.api.post(`${base}/${made.id}/ping`).expect(202);
    await eventually(() => deliveries(), ([first]) => first?.attempts === 1);
    await service.database.admin.query(`update intake.delivery_lane set failing_since = now() - interval '3 days 1 hour' where origin_id = $1`, [made.id]);
    await service.database.admin.query('update intake.delivery set attempts = 11 where origin_id = $1', [made.id]);
    await dueNow();
    expect(await eventually(() => read(made), ({ active }) => !active)).toMatchObject({ stoppedAs: 'failing' });
  });

  it('is nobody else’s to see or change, and at no address that is not asked', async () => {
    const { endpoint: made } = await register(caller);
    const stranger = await service.signIn(['intake.webhook-endpoint.*', 'assets.plant.read']);
    await stranger.api.get(`${base}/${made.id}`).expect(404);
    await stranger.api.post(`${base}/${made.id}/ping`).expect(404);
    const ofSomePlants = await service.signIn(['intake.webhook-endpoint.*', 'assets.plant.read'], { tenantId: caller.tenantId, rowScope: { plants: [] } });
    await ofSomePlants.api.get(`${base}/${made.id}`).expect(404);
    await ofSomePlants.api.put(`${base}/${made.id}`, endpoint()).set('if-match', '"1"').expect(404);
    for (const url of ['http://169.254.169.254/', 'https://localhost/', 'http://public.example.com/', 'https://10.0.0.1/']) {
      expect((await caller.api.post(base, endpoint({ url }))).body).toMatchObject({ status: 422, code: 'address-not-allowed' });
    }
    for (const eventTypes of [['nonsense'], ['assets.nothing.*'], []]) expect([400, 422]).toContain((await caller.api.post(base, endpoint({ eventTypes }))).status);
    await caller.api.put(`${base}/${made.id}`, endpoint({ title: 'Theirs' })).expect(428);
    expect((await caller.api.put(`${base}/${made.id}`, endpoint({ title: 'Theirs' })).set('if-match', '"1"').expect(200)).body).toMatchObject({ title: 'Theirs', version: 2 });
  });
});
