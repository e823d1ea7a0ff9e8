import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { CalendarFeedList, IssuedCalendarFeed } from '@kairos/contracts';
import { tellTerms, type Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { feedTokenOf } from './feed-token.calc.ts';

const path = '/api/v1/workflows/calendar-feeds';
let workflows: WorkflowsUnderTest;
let manager: Caller;
let plants: [PlantHistory, PlantHistory];

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  manager = await workflows.service.signIn(['workflows.deadline.read']);
  plants = [new PlantHistory(manager.tenantId, { name: 'Colle', commissionedOn: '2024-06-12' }), new PlantHistory(manager.tenantId, { name: 'Valle', capacityKw: '11' })];
  await workflows.hear(...plants.flatMap(({ events }) => events));
});

const issue = async (body: object, caller = manager) => (await caller.api.post(path, { title: 'Scadenze', ...body }).expect(201)).body as IssuedCalendarFeed;
const fetchFeed = (address: string) => workflows.service.anonymous().get(address);
const eventsOf = async (address: string) => {
  const { text } = await fetchFeed(address).expect(200);
  const events = new ICAL.Component(ICAL.parse(text) as unknown[] as never).getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return events.map((event) => ({
    uid: event.uid, summary: event.summary, sequence: event.sequence, on: event.startDate.toString(), isDate: event.startDate.isDate,
    status: String(event.component.getFirstPropertyValue('status')),
    alarms: event.component.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
  }));
};
const check = async (address: string) => (await eventsOf(address)).find(({ summary }) => summary.includes('SPI'));

describe('a calendar feed', () => {
  it('reads in ical.js as whole days with alarms, in the language of the feed', async () => {
    const { path: address, feed } = await issue({ scope: 'user' });
    const events = await eventsOf(address);
    expect(events.map(({ summary, on }) => [summary, on])).toEqual(expect.arrayContaining([
      ['Annual licence fee of the electric workshop – Colle', '2026-12-16'], ['Fuel mix disclosure – Valle', '2027-03-31'], ['Fuel mix disclosure – Colle', '2027-03-31'],
    ]));
    expect(events).toHaveLength(6);
    expect(events[0]).toMatchObject({ uid: expect.stringMatching(/^deadline-[0-9a-f-]{36}@kairos$/), sequence: 0, isDate: true, status: 'CONFIRMED', alarms: ['-P30D', '-P15D', '-P7D', '-P1D'] });
    expect((await eventsOf((await issue({ scope: 'user', locale: 'it' })).path)).map(({ summary }) => summary)).toContain("Diritto annuale di licenza dell'officina elettrica – Colle");
    expect(feed).not.toHaveProperty('token');
    const { rows } = await workflows.service.database.admin.query<{ kept: string }>('select row_to_json(f)::text as kept from workflows.calendar_feed f where id = $1', [feed.id]);
    expect(rows[0]?.kept).not.toContain(address.slice(-40, -4));
  });

  it('keeps the UID and raises the SEQUENCE of a deadline that moves, and cancels one that lapses', async () => {
    const { path: address } = await issue({ scope: 'plant', plantId: plants[0].plantId });
    const before = await check(address);
    expect(before).toMatchObject({ on: '2029-06-12', sequence: 0 });
    plants[0].change({ commissionedOn: '2023-01-10' });
    await workflows.hear(...plants[0].events.slice(-1));
    expect(await check(address)).toMatchObject({ uid: before?.uid, on: '2028-01-10', sequence: 1, status: 'CONFIRMED' });
    plants[0].change({ name: 'Colle Nuovo' });
    await workflows.hear(...plants[0].events.slice(-1));
    expect(await check(address)).toMatchObject({ sequence: 1 });
    plants[0].change({ capacityKw: '11' });
    await workflows.hear(...plants[0].events.slice(-1));
    expect(await check(address)).toMatchObject({ uid: before?.uid, sequence: 2, status: 'CANCELLED', alarms: [] });
  });

  it('is the same text until something changes: then 304 ends', async () => {
    const { path: address } = await issue({ scope: 'user' });
    const first = await fetchFeed(address).expect(200);
    const etag = first.headers['etag'] as string;
    expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect((await fetchFeed(address).set('if-none-match', etag).expect(304)).text).toBe('');
    plants[0].change({ commissionedOn: '2023-01-10' });
    await workflows.hear(...plants[0].events.slice(-1));
    expect((await fetchFeed(address).set('if-none-match', etag).expect(200)).headers['etag']).not.toBe(etag);
  });
});

describe('who fetches it', () => {
  it('gets what its owner may see at that moment', async () => {
    const owner = await workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId, rowScope: { plants: [plants[1].plantId] } });
    const { path: address } = await issue({ scope: 'user' }, owner);
    expect((await eventsOf(address)).map(({ summary }) => summary)).toEqual(['Fuel mix disclosure – Valle']);
    const become = (permissions: string[], rowScope: { plants: 'all' | string[] }) => workflows.service.database.admin.query(
      'update workflows.membership_access set permissions = $2, row_scope = $3 where membership_id = $1', [owner.membershipId, permissions, rowScope]);
    await become(['workflows.deadline.read'], { plants: [] });
    expect(await eventsOf(address)).toEqual([]);
    await become(['assets.plant.read'], { plants: 'all' });
    await fetchFeed(address).expect(404);
    await become(['workflows.deadline.read'], { plants: 'all' });
    await workflows.service.database.admin.query('update workflows.membership_access set active = false where membership_id = $1', [owner.membershipId]);
    await fetchFeed(address).expect(404);
  });

  it('gets nothing of a revoked feed, of one that never was, and of a tenant that is closed', async () => {
    const [kept, ended] = [await issue({ scope: 'tenant' }), await issue({ scope: 'user' })];
    await manager.api.delete(`${path}/${ended.feed.id}`).expect(204);
    const missing = await fetchFeed(`/api/v1/workflows/calendars/${feedTokenOf(manager.tenantId, randomBytes(32))}.ics`).expect(404);
    expect({ ...(await fetchFeed(ended.path).expect(404)).body as object, requestId: '', instance: '' }).toEqual({ ...missing.body as object, requestId: '', instance: '' });
    await fetchFeed('/api/v1/workflows/calendars/nonsense.ics').expect(400);
    expect(((await manager.api.get(path).expect(200)).body as CalendarFeedList).items.map(({ revokedAt }) => revokedAt === null)).toEqual([true, false]);
    await tellTerms(workflows.service.database, 'workflows', manager.tenantId, { status: 'Suspended', readOnlyFrom: '2026-01-01T00:00:00.000Z' });
    await fetchFeed(kept.path).expect(200);
    await tellTerms(workflows.service.database, 'workflows', manager.tenantId, { status: 'Cancelled', readOnlyFrom: '2026-01-01T00:00:00.000Z', closedFrom: '2026-02-01T00:00:00.000Z' });
    await fetchFeed(kept.path).expect(404);
  });

  it('makes feeds of what they reach alone, and sees and revokes their own', async () => {
    const scoped = await workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId, rowScope: { plants: [plants[1].plantId] } });
    await scoped.api.post(path, { scope: 'tenant', title: 'x' }).expect(403);
    await scoped.api.post(path, { scope: 'plant', plantId: plants[0].plantId, title: 'x' }).expect(404);
    await scoped.api.post(path, { scope: 'plant', title: 'x' }).expect(400);
    await scoped.api.post(path, { scope: 'user', plantId: plants[1].plantId, title: 'x' }).expect(400);
    const { feed } = await issue({ scope: 'user' });
    expect(((await scoped.api.get(path).expect(200)).body as CalendarFeedList).items).toEqual([]);
    await scoped.api.delete(`${path}/${feed.id}`).expect(404);
    await manager.api.delete(`${path}/${randomUUID()}`).expect(404);
    await (await workflows.service.signIn(['workflows.pack.read'], { tenantId: manager.tenantId })).api.post(path, { scope: 'user', title: 'x' }).expect(403);
  });
});
