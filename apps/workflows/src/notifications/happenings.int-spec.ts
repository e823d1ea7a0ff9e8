import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ImportJobFailed, MaintenanceChanged, MaintenanceRecorded, NotificationRaised, WebhookEndpointStopped, type NotificationPage, type Permission, type TaskList, type TaskView, type TeamView, type WorkflowDetail } from '@kairos/contracts';
import type { UpkeepJob } from '@kairos/service-kit';
import { runAsTenant } from '@kairos/tenancy';
import { eventually, type Caller } from '@kairos/testing';
import { AnnounceExpiry } from '../document-renewals/announce-expiry.job.ts';
import { pdf } from '../test/document-files.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { TellOfMore } from '../untold-notifications/tell-of-more.job.ts';

const path = '/api/v1/workflows/workflows';
const rights = ['workflows.notification.read', 'workflows.workflow.read', 'workflows.workflow.write', 'documents.*'] as const;
let workflows: WorkflowsUnderTest;
let manager: Caller;
let worker: Caller;
let stranger: Caller;
let plant: PlantHistory;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2027-01-04';
  manager = await workflows.service.signIn([...rights]);
  plant = new PlantHistory(manager.tenantId, { type: 'Photovoltaic', status: 'In Authorization', capacityKw: '40' });
  worker = await join([...rights], [plant.plantId]);
  stranger = await join([...rights], [randomUUID()]);
  await workflows.hear(...plant.events);
});

const join = (permissions: Permission[] | [...typeof rights], plants: string[] | 'all') => workflows.service.signIn([...permissions], { tenantId: manager.tenantId, rowScope: { plants } });
const list = async (caller: Caller) => ((await caller.api.get('/api/v1/workflows/notifications?limit=200').expect(200)).body as NotificationPage).items;
const titles = async (caller: Caller) => (await list(caller)).map(({ title }) => title.en);
/** How often something was raised for somebody, whether or not they could see it in their list. */
const raisedFor = async ({ userId }: Caller) => (await workflows.service.outbox(NotificationRaised.type)).filter(({ data }) => (data as { userId: string }).userId === userId).length;
const told = (caller: Caller, count = 1) => eventually(() => list(caller), ({ length }) => length >= count, 15_000);
const start = async () => (await manager.api.post(path, { plantId: plant.plantId, templateId: 'simplified-connection' }).expect(201)).body as WorkflowDetail;
const tasks = async ({ id }: WorkflowDetail) => ((await manager.api.get(`${path}/${id}/tasks`).expect(200)).body as TaskList).items;
const command = async (of: TaskView, verb: string, body: object, caller = manager) => (await caller.api.post(`${path}/${of.workflowId}/tasks/${of.id}/${verb}`, body).set('if-match', `"${of.version}"`)).body as TaskView;
const assign = (of: TaskView, userId: string, caller = manager) => command(of, 'assign', { assignee: { kind: 'user', userId } }, caller);
const tend = (job: new (...parts: never[]) => UpkeepJob, today: string) => {
  workflows.today = today;
  return runAsTenant(workflows.service.em, manager.tenantId, () => workflows.service.running.app.get(job, { strict: false }).tend(new AbortController().signal), { upkeep: true });
};
const store = (caller: Caller, facts: string) => caller.api.post(`/api/v1/workflows/documents?fileName=a.pdf&category=Technical&${facts}`).set('content-type', 'application/octet-stream').send(pdf(randomUUID()) as unknown as object).expect(201);
/** Something that another service tells. */
const hear = (service: 'assets' | 'intake', type: string, data: object, time = new Date()) => workflows.nats.publishAs(service, type, JSON.stringify({
  specversion: '1.0', id: randomUUID(), source: `kairos/${service}`, type, time: time.toISOString(), subject: randomUUID(), tenantid: manager.tenantId, aggregateversion: 1, datacontenttype: 'application/json', data,
}));

describe('work', () => {
  it('is told to who it is given to, with the way to it, unless they took it themselves', async () => {
    const [first, second, third] = await tasks(await start());
    await assign(first as TaskView, manager.userId);
    await assign(second as TaskView, worker.userId);
    const [notification, ...others] = await told(worker);
    expect(others).toEqual([]);
    expect(notification).toMatchObject({ template: 'task_assigned', type: 'task', plantId: plant.plantId, subject: { kind: 'task', id: second?.id }, title: { en: `Assigned to you: ${second?.title.en}`, it: `Assegnata a te: ${second?.title.it}` } });
    expect((await worker.api.get(notification?.link ?? '').expect(200)).body).toMatchObject({ id: second?.id });
    await workflows.service.database.admin.query(`update workflows.membership_access set roles = '{kronos/Operator}' where user_id = $1`, [worker.userId]);
    await command(third as TaskView, 'assign', { assignee: { kind: 'role', role: 'kronos/Operator' } });
    await told(worker, 2);
    expect([await titles(manager), await titles(stranger)]).toEqual([[], []]);
  });

  it('of a team is told once to each member who sees it, but not to who gave it, nor to who has left', async () => {
    const [first, second] = await tasks(await start());
    const [left, mate] = [await join([...rights], [plant.plantId]), await join([...rights], 'all')];
    const { body } = await manager.api.post('/api/v1/workflows/teams', { name: 'Field', memberUserIds: [manager, worker, stranger, left, mate].map(({ userId }) => userId) }).expect(201);
    await command(first as TaskView, 'assign', { assignee: { kind: 'team', team: 'Field' } });
    await told(left);
    const { id, version, memberUserIds } = body as TeamView;
    await manager.api.patch(`/api/v1/workflows/teams/${id}`, { memberUserIds: memberUserIds.filter((userId) => userId !== left.userId) }).set('if-match', `"${version}"`).expect(200);
    await command(second as TaskView, 'assign', { assignee: { kind: 'team', team: 'Field' } });
    for (const member of [worker, mate]) expect((await told(member, 2)).map(({ template, subject }) => [template, subject?.id])).toEqual([['task_assigned', second?.id], ['task_assigned', first?.id]]);
    expect([await raisedFor(left), await raisedFor(manager), await raisedFor(stranger)]).toEqual([1, 0, 0]);
  });

  it('of who is away is told to their delegate too, with for whom, while they are and if the delegate sees it', async () => {
    const [first, second, third] = await tasks(await start());
    const delegate = await join([...rights], [plant.plantId]);
    const standIn = (of: Caller, by: Caller, fromOn: string, toOn: string) => of.api.post('/api/v1/workflows/absences', { delegateUserId: by.userId, fromOn, toOn }).expect(201);
    await standIn(worker, delegate, '2027-01-01', '2027-01-04');
    const blind = await join([...rights], [plant.plantId]);
    await standIn(blind, stranger, '2027-01-01', '2027-01-31');
    await assign(first as TaskView, worker.userId);
    const [notification, ...others] = await told(delegate);
    expect([others, notification]).toEqual([[], expect.objectContaining({
      template: 'task_assigned', insteadOf: worker.userId, subject: { kind: 'task', id: first?.id }, title: { en: `For a colleague who is away: Assigned to you: ${first?.title.en}`, it: `Per un collega assente: Assegnata a te: ${first?.title.it}` },
    })]);
    expect(notification?.body.en).toMatch(/ is yours \(.*\)\. You are told because you stand in for a colleague who is away\.$/);
    expect((await told(worker)).map(({ insteadOf, title }) => [insteadOf, title.en])).toEqual([[null, `Assigned to you: ${first?.title.en}`]]);
    await command(second as TaskView, 'assign', { assignee: { kind: 'user', userId: worker.userId } }, delegate);
    await told(worker, 2);
    workflows.today = '2027-01-05';
    const given = await assign(third as TaskView, worker.userId);
    await told(worker, 3);
    await assign(given, blind.userId);
    await told(blind);
    expect([await raisedFor(delegate), await raisedFor(stranger)]).toEqual([1, 0]);
  });

  it('is told one by one twenty times an hour, and after it how many more there were of which kind', async () => {
    const [first, second] = await tasks(await start());
    const last = await join([...rights], [plant.plantId]);
    const mention = (text: string, ...callers: Caller[]) => manager.api.post(`${path}/${first?.workflowId}/tasks/${first?.id}/comments`, { text, mentions: callers.map(({ userId }) => userId) }).expect(201);
    for (let time = 1; time <= 23; time += 1) await mention(`look ${time}`, worker);
    const untold = () => workflows.service.database.admin.query<{ kinds: number; n: number }>('select count(*)::int as kinds, coalesce(sum(count), 0)::int as n from workflows.untold_notification where user_id = $1', [worker.userId]).then(({ rows }) => rows[0]);
    expect(await eventually(untold, (counted) => counted?.n === 3, 15_000)).toEqual({ kinds: 1, n: 3 });
    await workflows.service.database.admin.query(`update workflows.notification set template = 'task_assigned' where user_id = $1`, [worker.userId]);
    await assign(second as TaskView, worker.userId);
    await mention('done', last);
    await told(last);
    expect(await eventually(untold, (counted) => counted?.kinds === 2, 15_000)).toEqual({ kinds: 2, n: 4 });
    await tend(TellOfMore, '2027-01-04');
    expect(await raisedFor(worker)).toBe(20);
    await Promise.all([tend(TellOfMore, '2027-01-05'), tend(TellOfMore, '2027-01-05')]);
    const [more, ...others] = await list(worker);
    expect([others.length, await raisedFor(worker), await raisedFor(last)]).toEqual([20, 21, 1]);
    expect(more).toMatchObject({ template: 'many_more', type: 'task', priority: 'medium', link: '/api/v1/workflows/my-tasks', title: { en: 'And more: 3 × comment that mentions you, 1 × task assigned to you', it: 'E altro: 3 × commento che ti menziona, 1 × attività affidata a te' } });
    expect(more?.body.en).toMatch(/^In the hour from 4 January 2027 at 11:00 so many came/);
    await workflows.service.grant({ ...worker, authzVersion: 1 }, [...rights], { plants: [] });
    expect(await eventually(() => list(worker), ({ length }) => length === 0)).toEqual([]);
  });

  it('is told to whom a comment mentions, but not to its author', async () => {
    const [first] = await tasks(await start());
    await manager.api.post(`${path}/${first?.workflowId}/tasks/${first?.id}/comments`, { text: 'look', mentions: [worker.userId, manager.userId] }).expect(201);
    expect((await told(worker)).map(({ template }) => template)).toEqual(['task_mention']);
    expect(await titles(manager)).toEqual([]);
  });

  it('that is blocked is told to who works on the workflow and did not block it', async () => {
    const [first] = await tasks(await start());
    const mine = await assign(first as TaskView, worker.userId);
    await command(mine, 'status', { status: 'Blocked', reason: 'no scaffold' }, worker);
    expect((await told(manager)).map(({ template, priority, body }) => [template, priority, body.en])).toEqual([['workflow_blocked', 'high', expect.stringContaining(`${first?.title.en} is blocked (no scaffold).`)]]);
    expect((await told(worker)).map(({ template }) => template)).toEqual(['task_assigned']);
  });

  it('that is all done is told to who worked on it and did not finish it', async () => {
    const workflow = await start();
    const task = async (code: string) => (await tasks(workflow)).find((found) => found.code === code) as TaskView;
    await assign(await task('works'), worker.userId);
    const finish = async (code: string, data: object, points: string[] = []) => {
      await workflows.handIn(await task(code), manager);
      let doing = await command(await task(code), 'status', { status: 'In Progress' });
      for (const point of points) doing = await command(doing, 'checklist', { code: point, done: true });
      await command(doing, 'complete', { data }, worker);
    };
    await finish('connection-request', { 'connection-request-code': 'RC-4711', 'requested-on': '2027-01-04', 'requested-power-kw': '40' });
    await finish('works', { 'works-ended-on': '2027-01-04' });
    await finish('pod-activation', { 'pod-code': 'IT001E12345678', 'activated-on': '2027-01-04' }, ['meters-installed', 'pod-assigned']);
    expect((await told(manager)).filter(({ type }) => type !== 'document').map(({ template, subject }) => [template, subject?.id])).toEqual([['workflow_completed', workflow.id]]);
    expect((await told(worker)).map(({ template }) => template)).toEqual(['task_assigned']);
  });
});

describe('documents', () => {
  it('that wait for a decision are told to others who may decide and see them, and nothing of those that wait for none', async () => {
    const reader = await join(['workflows.notification.read', 'documents.document.read'], 'all');
    await store(manager, `plantId=${plant.plantId}`);
    const { body } = await store(manager, `plantId=${plant.plantId}&approvalRequired=true`);
    const [notification, ...others] = await told(worker);
    expect([others, notification]).toEqual([[], expect.objectContaining({ template: 'document_uploaded', plantId: plant.plantId, subject: { kind: 'document', id: (body as { id: string }).id } })]);
    expect((await worker.api.get(notification?.link ?? '').expect(200)).body).toMatchObject({ status: 'To Approve' });
    await store(manager, 'approvalRequired=true');
    await store(worker, `plantId=${plant.plantId}&approvalRequired=true`);
    expect((await told(manager)).map(({ template }) => template)).toEqual(['document_uploaded']);
    expect([(await list(worker)).length, await titles(stranger), await titles(reader)]).toEqual([1, [], []]);
  });

  it('that expire are told to who can renew them', async () => {
    await store(manager, `name=Polizza&plantId=${plant.plantId}&expiresOn=2027-02-03`);
    await tend(AnnounceExpiry, workflows.today);
    for (const caller of [manager, worker]) expect((await told(caller)).map(({ title }) => title.en)).toEqual(['Expires in 30 days: Polizza']);
    expect(await titles(stranger)).toEqual([]);
  });
});

describe('what other services tell', () => {
  const maintenance = { maintenanceId: randomUUID(), componentId: null, type: 'Ordinary', status: 'Planned', title: 'Inverter service', plannedOn: '2027-03-10', doneOn: null, nextOn: null, estimatedCostEur: null, actualCostEur: null, executor: null, manHours: null };

  it('is planned maintenance, once and again for another day, but not what is past or long ago', async () => {
    const technician = await join(['workflows.notification.read', 'assets.maintenance.read', 'assets.maintenance.record'], [plant.plantId]);
    const data = { ...maintenance, plantId: plant.plantId };
    await hear('assets', MaintenanceRecorded.type, { ...data, plannedOn: '2026-12-31' });
    await hear('assets', MaintenanceRecorded.type, { ...data, status: 'Completed', doneOn: '2027-03-10' });
    await hear('assets', MaintenanceRecorded.type, data, new Date(Date.now() - 4 * 86_400_000));
    await hear('assets', MaintenanceRecorded.type, data);
    await hear('assets', MaintenanceChanged.type, { ...data, changedFields: ['title'] });
    await hear('assets', MaintenanceChanged.type, { ...data, plannedOn: '2027-03-11', changedFields: ['plannedOn'] });
    expect((await told(technician, 2)).map(({ body }) => body.en)).toEqual([`Inverter service of Colle Ventoso is planned for 11 March 2027.`, `Inverter service of Colle Ventoso is planned for 10 March 2027.`]);
    expect(await titles(worker)).toEqual([]);
  });

  it('is a failed import and an endpoint that stopped by itself, to who they belong to', async () => {
    const importer = await join(['workflows.notification.read', 'intake.import-job.read'], [randomUUID()]);
    const counts = { read: 500, created: 412, updated: 0, unchanged: 3, rejected: 85, skipped: 0 };
    await hear('intake', ImportJobFailed.type, {
      importJobId: randomUUID(), mode: 'apply', status: 'failed', target: 'assets.plants', sourceFileId: randomUUID(), recipeName: 'wri-plants', recipeVersion: 1, counts, startedByUserId: importer.userId,
      failure: { code: 'unclosed-quote', detail: 'The quote opened here is never closed.', line: 512, column: 3 }, finishedAt: '2027-01-04T09:15:06.020Z',
    });
    expect((await told(importer)).map(({ priority, body }) => [priority, body.it])).toEqual([['high', 'L’integrazione wri-plants segnala: The quote opened here is never closed.']]);
    for (const stoppedAs of ['by-hand', 'gone']) await hear('intake', WebhookEndpointStopped.type, { webhookEndpointId: randomUUID(), title: 'Control room', stoppedAs, stoppedAt: '2027-01-04T09:15:06.020Z', ownerUserId: importer.userId });
    expect((await told(importer, 2)).map(({ title }) => title.en)).toEqual(['Control room has failed', 'wri-plants has failed']);
    expect(await titles(manager)).toEqual([]);
  });
});
