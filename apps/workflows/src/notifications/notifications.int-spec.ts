import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { effectiveSettings, NotificationRaised, NotificationRead, type DeadlinePage, type NotificationPage, type NotificationView } from '@kairos/contracts';
import type { UpkeepJob } from '@kairos/service-kit';
import { runAsTenant } from '@kairos/tenancy';
import { eventually, tellTerms, type Caller } from '@kairos/testing';
import { RemoveOldNotifications } from '../notification-retention/remove-old-notifications.job.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { MailNotifications } from '../notification-mail/mail-notifications.job.ts';
import { RemindOfDeadlines } from '../reminders/remind-of-deadlines.job.ts';

const path = '/api/v1/workflows/notifications';
const rights = ['workflows.notification.read', 'workflows.deadline.read', 'workflows.deadline.complete'] as const;
let workflows: WorkflowsUnderTest;
let manager: Caller;
let owner: Caller;
let plants: PlantHistory[];

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  workflows.today = '2026-12-01';
  manager = await workflows.service.signIn([...rights]);
  // No obligation but the licence fee and the declaration fall due soon; the fee is due on 16 December.
  plants = ['Colle Ventoso', 'Monte Alto'].map((name) => new PlantHistory(manager.tenantId, { name, commissionedOn: '2024-05-01' }));
  owner = await workflows.service.signIn([...rights], { tenantId: manager.tenantId, rowScope: { plants: [plants[1]?.plantId ?? ''] } });
  await workflows.hear(...plants.flatMap(({ events }) => events));
});

const tend = (job: new (...parts: never[]) => UpkeepJob, today: string) => {
  workflows.today = today;
  return runAsTenant(workflows.service.em, manager.tenantId, () => workflows.service.running.app.get(job, { strict: false }).tend(new AbortController().signal), { upkeep: true });
};
const remind = (today: string) => tend(RemindOfDeadlines, today);
const list = async (caller: Caller, query = ''): Promise<NotificationView[]> => ((await caller.api.get(`${path}?limit=200&${query}`).expect(200)).body as NotificationPage).items;
const titles = async (caller: Caller) => (await list(caller)).map(({ title }) => title.en).sort();
const unread = async (caller: Caller) => (await caller.api.get(`${path}/unread-count`).expect(200)).body as { unread: number; high: number };
const feeOf = async (plant: PlantHistory | undefined) => ((await manager.api.get(`/api/v1/workflows/deadlines?plantId=${plant?.plantId}&obligation=licence-fee&status=open`).expect(200)).body as DeadlinePage).items[0];
const eventsOf = async (type: string, { userId }: Caller) => (await workflows.service.outbox(type)).map(({ data }) => data as Record<string, unknown>).filter((data) => data['userId'] === userId);

describe('reminders of deadlines', () => {
  it('reach everybody who sees the plant, in words, and nobody else', async () => {
    const [deaf, unrelated, elsewhere] = await Promise.all([
      workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId }),
      workflows.service.signIn(['workflows.notification.read'], { tenantId: manager.tenantId }),
      workflows.service.signIn([...rights]),
    ]);
    await remind('2026-12-01');
    expect(await titles(manager)).toEqual(['Due in 15 days: Annual licence fee of the electric workshop, Colle Ventoso', 'Due in 15 days: Annual licence fee of the electric workshop, Monte Alto']);
    const fee = await feeOf(plants[1]);
    expect(await list(owner)).toMatchObject([{
      type: 'deadline', priority: 'low', template: 'task_deadline_reminder', templateVersion: 1, plantId: plants[1]?.plantId, subject: { kind: 'deadline', id: fee?.id }, readAt: null,
      title: { it: 'Scade fra 15 giorni: Diritto annuale di licenza dell\'officina elettrica, Monte Alto' },
      body: { en: 'Annual licence fee of the electric workshop of Monte Alto falls due in 15 days (16 December 2026).' },
    }]);
    expect([await list(unrelated), await list(elsewhere), await eventsOf(NotificationRaised.type, deaf)]).toEqual([[], [], []]);
    expect(await eventsOf(NotificationRaised.type, owner)).toMatchObject([{ notificationId: (await list(owner))[0]?.id, plantId: plants[1]?.plantId, type: 'deadline' }]);
  });

  it('come once for each lead day, whoever else is at it, the last day is urgent, and what is overdue is told of again and again', async () => {
    await remind('2026-11-20');
    await Promise.all([remind('2026-11-20'), remind('2026-11-20'), remind('2026-11-20')]);
    await remind('2026-11-21');
    expect(await titles(owner)).toEqual(['Due in 26 days: Annual licence fee of the electric workshop, Monte Alto']);
    for (const today of ['2026-12-01', '2026-12-02', '2026-12-09', '2026-12-10', '2026-12-15', '2026-12-16', '2026-12-17', '2026-12-22', '2026-12-23', '2027-01-14', '2027-01-15', '2027-02-13', '2027-02-14']) await remind(today);
    const fee = (await list(owner)).filter(({ title }) => /licence fee/.test(title.en));
    expect(fee.map(({ priority, template, title, body }) => [priority, template, /due (tomorrow|yesterday|in \d+ days|\d+ days ago)/i.exec(`${title.en} ${body.en}`)?.[0]])).toEqual([
      ['high', 'deadline_overdue', 'due 60 days ago'], ['high', 'deadline_overdue', 'due 30 days ago'], ['high', 'deadline_overdue', 'due 7 days ago'], ['high', 'deadline_overdue', 'due yesterday'],
      ['high', 'task_deadline_urgent', 'Due tomorrow'], ['medium', 'task_deadline_reminder', 'Due in 7 days'], ['low', 'task_deadline_reminder', 'Due in 15 days'], ['low', 'task_deadline_reminder', 'Due in 26 days'],
    ]);
  });

  it('wait for somebody who may be told, and do not hold up what others may', async () => {
    await workflows.service.grant(manager, ['workflows.deadline.read'], { plants: 'all' });
    await remind('2026-12-09');
    expect([await titles(owner), await eventsOf(NotificationRaised.type, manager)]).toEqual([['Due in 7 days: Annual licence fee of the electric workshop, Monte Alto'], []]);
    await workflows.service.grant(owner, [...rights], { plants: 'all' });
    await remind('2026-12-11');
    expect(await eventually(() => titles(owner), ({ length }) => length > 1)).toEqual(['Due in 5 days: Annual licence fee of the electric workshop, Colle Ventoso', 'Due in 7 days: Annual licence fee of the electric workshop, Monte Alto']);
  });

  it('are one for whoever would have more than five on one day, with the way to all of them', async () => {
    const more = Array.from({ length: 5 }, (_, at) => new PlantHistory(manager.tenantId, { name: `Valle ${at}`, commissionedOn: '2024-05-01' }));
    await workflows.hear(...more.flatMap(({ events }) => events));
    await Promise.all([remind('2026-12-09'), remind('2026-12-09')]);
    const [only, ...others] = await list(manager);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ template: 'many_due', priority: 'medium', plantId: null, subject: null, title: { en: '7 due in 7 days: Annual licence fee of the electric workshop' } });
    const { body } = await manager.api.get(only?.link ?? '').expect(200);
    expect((body as DeadlinePage).items.map(({ plantName }) => plantName).sort()).toEqual(['Colle Ventoso', 'Monte Alto', 'Valle 0', 'Valle 1', 'Valle 2', 'Valle 3', 'Valle 4']);
    const [own] = await list(owner);
    expect([own?.title.en, (await owner.api.get(own?.link ?? '').expect(200)).body]).toEqual(['Due in 7 days: Annual licence fee of the electric workshop, Monte Alto', expect.objectContaining({ id: own?.subject?.id })]);
    await remind('2026-12-09');
    expect(await list(manager)).toHaveLength(1);
  });

  it('leave nothing half told: what fails is told once, later', async () => {
    const admin = workflows.service.database.admin;
    await admin.query('alter table workflows.deadline_reminder rename to deadline_reminder_away');
    await expect(remind('2026-12-01')).rejects.toThrow('deadline_reminder');
    await admin.query('alter table workflows.deadline_reminder_away rename to deadline_reminder');
    expect(await list(manager)).toEqual([]);
    await remind('2026-12-01');
    expect(await list(manager)).toHaveLength(2);
  });

  it('start anew for a deadline that moved, and end with one that is completed or withdrawn', async () => {
    const [moved, done] = plants;
    await remind('2026-12-09');
    expect(await list(manager)).toHaveLength(2);
    await workflows.service.database.admin.query(`update workflows.deadline set due_on = '2026-12-20', nominal_due_on = '2026-12-20' where plant_id = $1 and obligation_code = 'licence-fee'`, [moved?.plantId]);
    const fee = await feeOf(done);
    await manager.api.post(`/api/v1/workflows/deadlines/${fee?.id}/complete`, { completedOn: '2026-12-09' }).set('if-match', `"${fee?.version}"`).expect(200);
    await remind('2026-12-13');
    await remind('2026-12-15');
    expect((await list(manager)).map(({ plantId, title }) => [plantId, title.en.split(':')[0]])).toEqual([[moved?.plantId, 'Due in 7 days'], [expect.anything(), 'Due in 7 days'], [expect.anything(), 'Due in 7 days']]);
    await workflows.hear(...(moved?.delete().events.slice(-1) ?? []));
    await remind('2026-12-19');
    expect(await list(manager)).toHaveLength(3);
  });

  it('are seen no more by whoever lost the plant, nor is anything new told to them', async () => {
    await remind('2026-12-01');
    expect([(await list(owner)).length, await unread(owner)]).toEqual([1, { unread: 1, high: 0 }]);
    const [{ id } = { id: '' }] = await list(owner);
    await workflows.service.grant({ ...owner, authzVersion: 1 }, [...rights], { plants: [] });
    await remind('2026-12-09');
    // A request is answered from what was known a moment ago.
    expect(await eventually(() => list(owner), ({ length }) => length === 0)).toEqual([]);
    expect(await unread(owner)).toEqual({ unread: 0, high: 0 });
    await owner.api.post(`${path}/${id}/read`).expect(404);
    expect((await owner.api.post(`${path}/read-all`).expect(200)).body).toEqual({ read: 0 });
    expect(await eventsOf(NotificationRaised.type, owner)).toHaveLength(1);
  });
});

describe('one’s own notifications', () => {
  it('are paged, the newest first, and filtered', async () => {
    for (const today of ['2026-12-01', '2026-12-09', '2026-12-15']) await remind(today);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await manager.api.get(`${path}?limit=4${cursor ? `&cursor=${cursor}` : ''}`).expect(200)).body as NotificationPage;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await list(manager)).map(({ id }) => id));
    expect(seen).toHaveLength(6);
    expect([(await list(manager, 'priority=high')).length, (await list(manager, 'type=task')).length, (await list(manager, `plantId=${plants[0]?.plantId}`)).length]).toEqual([2, 0, 3]);
  });

  it('are read one by one or all at once, and told so live', async () => {
    for (const today of ['2026-12-01', '2026-12-15']) await remind(today);
    expect(await unread(manager)).toEqual({ unread: 4, high: 2 });
    const [first] = await list(manager);
    const { body } = await manager.api.post(`${path}/${first?.id}/read`).expect(200);
    expect(body).toMatchObject({ id: first?.id, readAt: '2026-12-15T10:00:00.000Z' });
    workflows.today = '2026-12-16';
    expect((await manager.api.post(`${path}/${first?.id}/read`).expect(200)).body).toEqual(body);
    expect([await unread(manager), (await list(manager, 'unread=true')).length, (await list(manager, 'unread=false')).length]).toEqual([{ unread: 3, high: 1 }, 3, 1]);
    expect((await manager.api.post(`${path}/read-all`).expect(200)).body).toEqual({ read: 3 });
    expect((await manager.api.post(`${path}/read-all`).expect(200)).body).toEqual({ read: 0 });
    expect([await unread(manager), await unread(owner)]).toEqual([{ unread: 0, high: 0 }, { unread: 2, high: 1 }]);
    expect(await eventsOf(NotificationRead.type, manager)).toMatchObject([{ notificationId: first?.id, allEarlier: false }, { allEarlier: true }]);
  });

  it('leave by the settings of the tenant once they are old, sooner when read, with the mails they stood in', async () => {
    for (const today of ['2026-12-01', '2026-12-09']) await remind(today);
    const [, read] = await list(manager);
    await tend(MailNotifications, '2026-12-09');
    await manager.api.post(`${path}/${read?.id}/read`).expect(200);
    for (const caller of [owner, manager]) await caller.api.post(`${path}/${(await list(caller)).at(-1)?.id}/read`).expect(200);
    const left = async (caller: Caller) => (await list(caller)).map(({ id }) => id);
    const mails = async () => (await workflows.service.database.admin.query('select from workflows.notification_mail where user_id = $1', [manager.userId])).rowCount;
    const all = await left(manager);
    await tend(RemoveOldNotifications, '2027-05-30');
    expect([await left(manager), (await left(owner)).length]).toEqual([all, 2]);
    await tend(RemoveOldNotifications, '2027-05-31');
    expect([await left(manager), (await left(owner)).length, await mails()]).toEqual([all.slice(0, 3), 1, 1]);
    await tellTerms(workflows.service.database, 'workflows', manager.tenantId, { settings: effectiveSettings({}, { notificationRetentionDays: 30, unreadNotificationRetentionDays: 174 }) });
    await tend(RemoveOldNotifications, '2027-05-31');
    expect([(await left(manager)).length, (await left(owner)).length, await mails()]).toEqual([1, 1, 1]);
    await tend(RemoveOldNotifications, '2027-06-10');
    expect([await left(manager), await left(owner), await mails()]).toEqual([[], [], 0]);
  });

  it('leave thousands at a time, and those of another tenant not at all', async () => {
    await remind('2026-12-01');
    const other = await workflows.service.signIn([...rights]);
    const copy = `insert into workflows.notification (id, tenant_id, user_id, type, priority, template, template_version, title, body, reason, raised_at)
      select gen_random_uuid(), $1, $2, type, priority, template, template_version, title, body, 'copy ' || n, raised_at from workflows.notification, generate_series(1, $3) n where id = $4`;
    const [{ id } = { id: '' }] = await list(owner);
    for (const [{ tenantId, userId }, count] of [[manager, 2500], [other, 3]] as const) await workflows.service.database.admin.query(copy, [tenantId, userId, count, id]);
    await tend(RemoveOldNotifications, '2028-01-01');
    expect([await list(manager), await list(owner), (await list(other)).length]).toEqual([[], [], 3]);
  });

  it('are nobody else’s', async () => {
    await remind('2026-12-01');
    const [{ id } = { id: '' }] = await list(owner);
    const stranger = await workflows.service.signIn(['*']);
    const missing = await manager.api.post(`${path}/${randomUUID()}/read`).expect(404);
    for (const caller of [manager, stranger]) expect((await caller.api.post(`${path}/${id}/read`).expect(404)).body).toEqual({ ...missing.body, requestId: expect.any(String) });
    const reader = await workflows.service.signIn(['workflows.deadline.read'], { tenantId: manager.tenantId });
    for (const answer of [await reader.api.get(path), await reader.api.get(`${path}/unread-count`), await reader.api.post(`${path}/read-all`)]) expect(answer.status).toBe(403);
  });

  it.each(['limit=0', 'unread=yes', 'type=mail', 'priority=urgent', 'cursor=x', 'surprise=1', `cursor=${Buffer.from('["x"]').toString('base64url')}`])('refuse ?%s', (query) => manager.api.get(`${path}?${query}`).expect(400));

  it('are worded by templates that anybody can look up', async () => {
    const { body } = await manager.api.get(`${path}/templates`).expect(200);
    expect((body as { items: { code: string }[] }).items.map(({ code }) => code)).toEqual(expect.arrayContaining(['task_deadline_urgent', 'many_due']));
  });
});
