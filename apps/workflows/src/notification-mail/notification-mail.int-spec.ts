import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NotificationMailDelivered, NotificationMailDue, NotificationMailFailed, NotificationRaised, usualPreferences, type DeadlinePage, type EventData, type NotificationPage, type NotificationPreferences, type NotificationPreferencesView } from '@kairos/contracts';
import type { UpkeepJob } from '@kairos/service-kit';
import { runAsTenant } from '@kairos/tenancy';
import { eventually, type Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { MailNotifications } from './mail-notifications.job.ts';
import { RemindOfDeadlines } from '../reminders/remind-of-deadlines.job.ts';

const path = '/api/v1/workflows/notifications';
const rights = ['workflows.notification.read', 'workflows.deadline.read'] as const;
const awake: NotificationPreferences = { ...usualPreferences, quietHours: null };
let workflows: WorkflowsUnderTest;
let manager: Caller;
let plants: PlantHistory[];

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  workflows.today = '2026-12-09';
  manager = await workflows.service.signIn([...rights]);
  plants = ['Colle Ventoso', 'Monte Alto'].map((name) => new PlantHistory(manager.tenantId, { name, commissionedOn: '2024-05-01' }));
  await workflows.hear(...plants.flatMap(({ events }) => events));
});

const tend = (job: new (...parts: never[]) => UpkeepJob, today: string) => {
  workflows.today = today;
  return runAsTenant(workflows.service.em, manager.tenantId, () => workflows.service.running.app.get(job, { strict: false }).tend(new AbortController().signal), { upkeep: true });
};
const preferences = async (caller = manager) => (await caller.api.get(`${path}/preferences`).expect(200)).body as NotificationPreferencesView;
const choose = async (chosen: NotificationPreferences, caller = manager) => caller.api.put(`${path}/preferences`, chosen).set('if-match', `"${(await preferences(caller)).version}"`).expect(200);
const list = async (caller = manager) => ((await caller.api.get(`${path}?limit=200`).expect(200)).body as NotificationPage).items;
const mailsTo = async ({ userId }: Caller) => (await workflows.service.outbox(NotificationMailDue.type)).map(({ data }) => data as EventData<typeof NotificationMailDue>).filter((data) => data.userId === userId);
const mail = async (today: string) => {
  await tend(RemindOfDeadlines, today);
  await tend(MailNotifications, today);
};

describe('preferences', () => {
  it('are the usual ones until somebody chooses, and theirs alone', async () => {
    const other = await workflows.service.signIn([...rights], { tenantId: manager.tenantId });
    expect(await preferences()).toEqual({ ...usualPreferences, version: 0 });
    const chosen: NotificationPreferences = { mail: { ...usualPreferences.mail, cadence: 'weekly', types: ['deadline'] }, quietHours: { from: '18:30', to: '08:00' }, timeZone: 'Europe/Lisbon' };
    const { body, headers } = await choose(chosen);
    expect([body, headers['etag']]).toEqual([{ ...chosen, version: 1 }, '"1"']);
    expect((await choose(awake)).body).toEqual({ ...awake, version: 2 });
    await manager.api.put(`${path}/preferences`, chosen).set('if-match', '"1"').expect(412);
    await manager.api.put(`${path}/preferences`, chosen).expect(428);
    expect((await preferences(other)).version).toBe(0);
  });

  it.each([
    ['an hour that no clock shows', { ...awake, quietHours: { from: '24:00', to: '07:00' } }],
    ['a zone that is none', { ...awake, timeZone: 'Mars/Olympus' }],
    ['a type that is none', { ...awake, mail: { ...awake.mail, types: ['news'] } }],
    ['half a choice', { mail: awake.mail }],
    ['more than there is to choose', { ...awake, sms: true }],
  ])('are not %s', (_what, body) => manager.api.put(`${path}/preferences`, body).set('if-match', '"0"').expect(400));
});

describe('a test', () => {
  const test = (channel: string, caller = manager) => caller.api.post(`${path}/test`, { channel });
  const finish = async (type: string, more: object) => {
    const [asked] = await eventually(() => mailsTo(manager), ({ length }) => length > 0);
    await workflows.nats.publishAs('identity', type, JSON.stringify({
      specversion: '1.0', id: randomUUID(), source: 'kairos/identity', type, time: new Date().toISOString(), subject: randomUUID(), tenantid: manager.tenantId, aggregateversion: 0, datacontenttype: 'application/json',
      data: { userId: manager.userId, finishedAt: '2026-12-09T10:00:01.000Z', mailId: asked?.mailId, attempts: 1, ...more },
    }));
    return asked;
  };

  it.each([['delivered', NotificationMailDelivered.type, {}, null], ['failed', NotificationMailFailed.type, { failure: 'ECONNREFUSED' }, 'ECONNREFUSED']])('of mail goes out whatever was chosen, and answers that it was %s', async (outcome, type, more, failure) => {
    await choose({ ...awake, mail: { ...awake.mail, types: [] }, quietHours: { from: '00:00', to: '23:59' } });
    const [answer, asked] = await Promise.all([test('mail').expect(200), finish(type, more)]);
    expect(answer.body).toMatchObject({ channel: 'mail', outcome, failure, notification: { template: 'channel_test', title: { en: 'A test of your notifications' }, mail: { status: outcome, failure } } });
    expect([asked?.subject.it, asked?.notificationCount]).toEqual(['Prova delle tue notifiche', 1]);
  });

  it('of the web and of webhooks is raised for its reader alone, and mailed to nobody', async () => {
    const raised = async () => (await workflows.service.outbox(NotificationRaised.type)).map(({ data }) => data as EventData<typeof NotificationRaised>).filter(({ template, userId }) => template === 'channel_test' && userId === manager.userId);
    for (const channel of ['web', 'webhook']) expect((await test(channel).expect(200)).body).toMatchObject({ channel, outcome: 'raised', failure: null, notification: { mail: null } });
    await tend(MailNotifications, '2026-12-09');
    expect([(await raised()).map(({ notificationId }) => notificationId).sort(), await mailsTo(manager)]).toEqual([(await list()).map(({ id }) => id).sort(), []]);
    expect(await list(await workflows.service.signIn([...rights], { tenantId: manager.tenantId }))).toEqual([]);
    await test('pigeon').expect(400);
    await test('web', await workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId })).expect(403);
  });

  it('is sent five times an hour by one person, also when they are in a hurry', async () => {
    const answers = await Promise.all(Array.from({ length: 7 }, () => test('web')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect([refused?.headers['retry-after'], (refused?.body as { code: string }).code]).toEqual(['3600', 'too-many-test-notifications']);
    await test('web', await workflows.service.signIn([...rights], { tenantId: manager.tenantId })).expect(200);
    workflows.today = '2026-12-10';
    await test('web').expect(200);
  });
});

describe('mail about notifications', () => {
  it('is one for all that is due, in both languages, and comes once', async () => {
    await mail('2026-12-09');
    await mail('2026-12-09');
    const [only, ...others] = await mailsTo(manager);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ subject: { en: '2 notifications', it: '2 notifiche' }, notificationCount: 2, requestedAt: '2026-12-09T10:00:00.000Z' });
    expect(only?.paragraphs.map(({ it: text }) => text).sort()).toEqual(plants.map(({ plantId }) => plantId).map((_, at) => `Diritto annuale di licenza dell'officina elettrica di ${['Colle Ventoso', 'Monte Alto'][at]} scade fra 7 giorni (16 dicembre 2026).`));
    expect((await list()).map(({ mail: told }) => told)).toEqual(Array(2).fill({ status: 'requested', dueAt: '2026-12-09T10:00:00.000Z', failure: null }));
    await Promise.all([mail('2026-12-15'), mail('2026-12-15')]);
    expect(await mailsTo(manager)).toHaveLength(2);
  });

  it('is not sent of what matters little, is read already, or of a plant somebody lost', async () => {
    await mail('2026-12-01');
    expect([(await list()).map(({ mail: told }) => told), await mailsTo(manager)]).toEqual([[null, null], []]);
    await tend(RemindOfDeadlines, '2026-12-09');
    const [first] = await list();
    await manager.api.post(`${path}/${first?.id}/read`).expect(200);
    await workflows.service.grant(manager, [...rights], { plants: [first?.plantId ?? ''] });
    await tend(MailNotifications, '2026-12-09');
    expect(await mailsTo(manager)).toEqual([]);
    await workflows.service.grant(manager, ['workflows.notification.read'], { plants: 'all' });
    await mail('2026-12-15');
    expect(await mailsTo(manager)).toEqual([]);
  });

  it('waits for the end of quiet hours, or for the digest, and follows a choice that changes', async () => {
    await choose({ ...awake, quietHours: { from: '10:00', to: '12:00' } });
    await mail('2026-12-09');
    expect([(await list())[0]?.mail, await mailsTo(manager)]).toEqual([{ status: 'waiting', dueAt: '2026-12-09T11:00:00.000Z', failure: null }, []]);
    await choose({ ...awake, mail: { ...awake.mail, cadence: 'daily', digestAt: '09:00' } });
    expect((await list())[0]?.mail?.dueAt).toBe('2026-12-10T08:00:00.000Z');
    await tend(MailNotifications, '2026-12-10');
    expect(await mailsTo(manager)).toHaveLength(1);
    await tend(RemindOfDeadlines, '2026-12-15');
    await choose({ ...awake, mail: { ...awake.mail, types: ['task'] } });
    await tend(MailNotifications, '2026-12-20');
    expect([(await list())[0]?.mail, (await mailsTo(manager)).length]).toEqual([null, 1]);
  });

  it('says how many days are left on the day it is sent, and nothing of what is done or past', async () => {
    await choose({ ...awake, mail: { ...awake.mail, cadence: 'weekly', digestOn: 'saturday' } });
    await mail('2026-12-09');
    const fees = ((await manager.api.get('/api/v1/workflows/deadlines?obligation=licence-fee&status=open').expect(200)).body as DeadlinePage).items;
    const worker = await workflows.service.signIn(['workflows.deadline.read', 'workflows.deadline.complete'], { tenantId: manager.tenantId });
    const complete = ({ id, version }: { id: string; version: number }) => worker.api.post(`/api/v1/workflows/deadlines/${id}/complete`, { completedOn: '2026-12-09' }).set('if-match', `"${version}"`).expect(200);
    const [left, done] = fees.sort((one, other) => (one.plantName ?? '').localeCompare(other.plantName ?? ''));
    await complete(done as DeadlinePage['items'][number]);
    await mail('2026-12-12');
    expect((await mailsTo(manager)).map(({ subject, paragraphs }) => [subject.en, paragraphs.map(({ it: text }) => text)])).toEqual([[expect.stringContaining('Due in 4 days'), ["Diritto annuale di licenza dell'officina elettrica di Colle Ventoso scade fra 4 giorni (16 dicembre 2026)."]]]);
    await tend(RemindOfDeadlines, '2026-12-15');
    const [last] = await list();
    expect([last?.title.en, last?.mail]).toEqual([expect.stringContaining('Due tomorrow'), { status: 'waiting', dueAt: '2026-12-15T10:00:00.000Z', failure: null }]);
    await complete(left as DeadlinePage['items'][number]);
    await tend(MailNotifications, '2026-12-15');
    expect([(await list())[0]?.mail, (await mailsTo(manager)).length]).toEqual([null, 1]);
  });

  it('of many is neither sent nor shown to whoever lost one of their plants, or the right to see them', async () => {
    plants.push(...Array.from({ length: 5 }, (_, at) => new PlantHistory(manager.tenantId, { name: `Valle ${at}`, commissionedOn: '2024-05-01' })));
    await workflows.hear(...plants.slice(2).flatMap(({ events }) => events));
    const [lost, ...kept] = plants.map(({ plantId }) => plantId);
    const owner = await workflows.service.signIn([...rights], { tenantId: manager.tenantId, rowScope: { plants: [lost ?? '', ...kept] } });
    await tend(RemindOfDeadlines, '2026-12-09');
    expect((await list(owner)).map(({ template }) => template)).toEqual(['many_due']);
    await workflows.service.grant({ ...owner, authzVersion: 1 }, [...rights], { plants: kept });
    await tend(MailNotifications, '2026-12-09');
    expect([await mailsTo(owner), (await mailsTo(manager)).map(({ subject }) => subject.en)]).toEqual([[], ['7 due in 7 days: Annual licence fee of the electric workshop']]);
    expect(await eventually(() => list(owner), ({ length }) => length === 0)).toEqual([]);
    expect((await list()).length).toBe(1);
    await workflows.service.grant({ ...manager, authzVersion: 1 }, ['workflows.notification.read'], { plants: 'all' });
    expect(await eventually(() => list(), ({ length }) => length === 0)).toEqual([]);
    expect((await manager.api.post(`${path}/read-all`).expect(200)).body).toEqual({ read: 0 });
  });

  it('is said to have arrived, or why it did not', async () => {
    await mail('2026-12-09');
    await mail('2026-12-15');
    const [arrived, lost] = await mailsTo(manager);
    const tell = (type: string, data: object) => workflows.nats.publishAs('identity', type, JSON.stringify({
      specversion: '1.0', id: randomUUID(), source: 'kairos/identity', type, time: new Date().toISOString(), subject: randomUUID(), tenantid: manager.tenantId, aggregateversion: 0, datacontenttype: 'application/json', data: { userId: manager.userId, finishedAt: '2026-12-15T10:35:00.000Z', ...data },
    }));
    await tell(NotificationMailDelivered.type, { mailId: arrived?.mailId, attempts: 1 });
    await tell(NotificationMailFailed.type, { mailId: lost?.mailId, attempts: 4, failure: 'ECONNREFUSED' });
    await tell(NotificationMailFailed.type, { mailId: randomUUID(), attempts: 0, failure: 'unknown' });
    const told = await eventually(list, (items) => items.every(({ mail: what }) => what?.status !== 'requested'));
    expect(told.map(({ mail: what }) => [what?.status, what?.failure])).toEqual([['failed', 'ECONNREFUSED'], ['failed', 'ECONNREFUSED'], ['delivered', null], ['delivered', null]]);
  });
});
