import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TaskAssigned, TaskCommented, TaskCompleted, TaskRescheduled, WorkflowStatusChanged, type TaskList, type TaskView, type TimelinePage, type WorkflowDetail } from '@kairos/contracts';
import { type Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const path = '/api/v1/workflows/workflows';
let workflows: WorkflowsUnderTest;
let manager: Caller;
let plant: PlantHistory;
let workflow: WorkflowDetail;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  workflows.today = '2027-01-04';
  manager = await workflows.service.signIn(['workflows.workflow.read', 'workflows.workflow.write']);
  plant = new PlantHistory(manager.tenantId, { type: 'Photovoltaic', status: 'In Authorization', capacityKw: '40' });
  await workflows.hear(...plant.events);
  workflow = await start('simplified-connection');
});

const start = async (templateId: string) => (await manager.api.post(path, { plantId: plant.plantId, templateId }).expect(201)).body as WorkflowDetail;
const tasks = async (of = workflow) => ((await manager.api.get(`${path}/${of.id}/tasks`).expect(200)).body as TaskList).items;
const task = async (code: string, of = workflow) => (await tasks(of)).find((found) => found.code === code) as TaskView;
const command = (of: TaskView, verb: string, body: object, caller = manager) => caller.api.post(`${path}/${of.workflowId}/tasks/${of.id}/${verb}`, body).set('if-match', `"${of.version}"`);
const done = async (of: TaskView, verb: string, body: object) => (await command(of, verb, body).expect(200)).body as TaskView;
const refused = async (of: TaskView, verb: string, body: object) => { const { status, body: problem } = await command(of, verb, body); return [status, (problem as { code: string }).code, ((problem as { errors?: { detail: string }[] }).errors ?? []).map(({ detail }) => detail)]; };
const change = (of: TaskView, body: object) => manager.api.patch(`${path}/${of.workflowId}/tasks/${of.id}`, body).set('if-match', `"${of.version}"`);
const timeline = async (of: TaskView) => ((await manager.api.get(`${path}/${of.workflowId}/timeline?limit=200&taskId=${of.id}`).expect(200)).body as TimelinePage).items;
const told = async (type: string) => (await workflows.service.outbox(type)).filter(({ tenantid }) => tenantid === manager.tenantId).map(({ data }) => data as Record<string, unknown>);
const request = { 'connection-request-code': 'RC-4711', 'requested-on': '2027-01-04', 'requested-power-kw': '40' };

describe('the status of a task', () => {
  it('follows the table, and a task waits for what it depends on', async () => {
    const works = await task('works');
    expect(works).toMatchObject({ status: 'To Start', legalTransitions: ['In Progress', 'Blocked', 'Skipped'], waitsFor: [(await task('connection-request')).id] });
    expect(await refused(works, 'status', { status: 'In Progress' })).toEqual([409, 'task-must-wait', ['File part one of the single form']]);
    expect(await refused(works, 'complete', {})).toEqual([409, 'illegal-transition', ['In Progress', 'Blocked', 'Skipped']]);
    expect(await refused(works, 'status', { status: 'To Start' })).toEqual([409, 'illegal-transition', ['In Progress', 'Blocked', 'Skipped']]);
    expect(await refused(works, 'status', { status: 'Skipped', reason: 'not needed' })).toEqual([422, 'task-is-mandatory', ['must not be Skipped']]);
    expect(await refused(works, 'status', { status: 'Blocked' })).toEqual([422, 'reason-required', ['must say why']]);
    expect(await done(works, 'status', { status: 'Blocked', reason: 'no scaffold' })).toMatchObject({ status: 'Blocked', blockedReason: 'no scaffold', version: 2 });
  });

  it('is delayed from the day after its due date, without anybody setting it', async () => {
    workflows.today = '2027-01-07';
    expect(await task('connection-request')).toMatchObject({ dueOn: '2027-01-07', status: 'To Start', daysLeft: 0 });
    workflows.today = '2027-01-08';
    expect(await task('connection-request')).toMatchObject({ status: 'Delayed', daysLeft: -1, legalTransitions: ['In Progress', 'Blocked', 'Skipped'], version: 1 });
  });

  it('changes once under two writers with one If-Match', async () => {
    const first = await task('connection-request');
    const answers = await Promise.all([1, 2].map(() => command(first, 'status', { status: 'In Progress' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    await manager.api.post(`${path}/${workflow.id}/tasks/${first.id}/status`, { status: 'To Start' }).expect(428);
  });
});

describe('completing a task', () => {
  it('wants its form filled with values of the right kind, and tells what it captured', async () => {
    const started = await done(await task('connection-request'), 'status', { status: 'In Progress' });
    expect(await refused(started, 'complete', { data: { 'requested-on': '2027-01-04' } })).toEqual([422, 'task-is-not-done', ['must be filled']]);
    expect(await refused(started, 'complete', { data: { ...request, 'requested-on': '4 January', 'requested-power-kw': 40, colour: 'red' } })).toEqual([422, 'invalid-task-data', ['must be a date such as 2027-03-31', 'must be a decimal number such as "998.5"', 'is no field of this form']]);
    expect(await refused(started, 'complete', { data: request, completedOn: '2027-01-05' })).toEqual([422, 'day-not-possible', ['must not lie in the future']]);
    expect(await refused(started, 'complete', { data: { ...request, 'requested-power-kw': '0' } })).toEqual([422, 'invalid-task-data', ['must be above zero']]);
    expect(await refused(started, 'complete', { data: request })).toEqual([409, 'documents-missing', ['Data of the plant is missing', 'Requested power is missing', 'Preliminary single-line diagram is missing', 'Cadastral plan is missing']]);
    await workflows.handIn(started, manager);
    const completed = await done(started, 'complete', { data: request, actualHours: '2.5', note: 'sent by PEC' });
    expect(completed).toMatchObject({ status: 'Completed', completedOn: '2027-01-04', completedBy: manager.userId, completionNote: 'sent by PEC', actualHours: '2.5', data: request, version: 3 });
    expect(await told(TaskCompleted.type)).toMatchObject([{ taskId: started.id, completedBy: manager.userId, captured: [{ authority: 'dso', value: 'RC-4711' }, { authority: 'dso', value: '2027-01-04' }, { authority: 'dso', value: '40' }] }]);
    expect(await task('works')).toMatchObject({ waitsFor: [] });
    expect((await manager.api.get(`${path}/${workflow.id}`)).body).toMatchObject({ progressPercent: 33, actualHours: '2.5', stages: [{ status: 'In Progress' }] });
  });

  it('completes the workflow with its last one, and reopening a task reopens it', async () => {
    const finish = async (code: string, data: object) => {
      await workflows.handIn(await task(code), manager);
      return done(await done(await task(code), 'status', { status: 'In Progress' }), 'complete', { data });
    };
    await finish('connection-request', request);
    await finish('works', { 'works-ended-on': '2027-01-04' });
    let pod = await done(await task('pod-activation'), 'status', { status: 'In Progress' });
    await workflows.handIn(pod, manager);
    for (const code of ['meters-installed', 'pod-assigned']) pod = await done(pod, 'checklist', { code, done: true });
    pod = await done(pod, 'complete', { data: { 'pod-code': 'IT001E12345678', 'activated-on': '2027-01-04' } });
    expect((await manager.api.get(`${path}/${workflow.id}`)).body).toMatchObject({ status: 'Completed', progressPercent: 100, nextTask: null, stages: [{ status: 'Completed' }] });
    expect(await refused(pod, 'status', { status: 'In Progress' })).toEqual([422, 'reason-required', ['must say why']]);
    expect(await done(pod, 'status', { status: 'In Progress', reason: 'wrong POD' })).toMatchObject({ status: 'In Progress', completedOn: null });
    expect((await manager.api.get(`${path}/${workflow.id}`)).body).toMatchObject({ status: 'Active', progressPercent: 66 });
    expect((await told(WorkflowStatusChanged.type)).map(({ status }) => status)).toEqual(['Completed', 'Active']);
  });

  it('happens by itself where its rule says so: the last tick closes it', async () => {
    const check = await start('e-distribuzione-phase-2');
    let photos = await done(await task('photos', check), 'status', { status: 'In Progress' });
    for (const code of ['photo-modules', 'photo-inverter-label', 'photo-panels']) photos = await done(photos, 'checklist', { code, done: true });
    expect(photos).toMatchObject({ status: 'In Progress', checklist: [{ done: true, doneBy: manager.userId }, { done: true }, { done: true }, { done: false, required: false }, { done: false }] });
    expect(await refused(photos, 'complete', {})).toEqual([422, 'task-is-not-done', ['must be done']]);
    await workflows.handIn(photos, manager);
    expect(await refused(photos, 'checklist', { code: 'selfie', done: true })).toEqual([422, 'no-such-point', ['must be a point of the checklist']]);
    expect(await done(photos, 'checklist', { code: 'photo-meter', done: true })).toMatchObject({ status: 'Completed' });
  });
});

describe('a task that waits for something to be true', () => {
  const add = async (title: string, more: object) => {
    const { version } = (await manager.api.get(`${path}/${workflow.id}`)).body as WorkflowDetail;
    return (await manager.api.post(`${path}/${workflow.id}/tasks`, { title, durationDays: 3, ...more }).set('if-match', `"${version}"`).expect(201)).body as TaskView;
  };
  const inOperation = { field: 'status', op: 'in', value: ['In Operation'] };

  it('refuses to be completed before, and closes itself when the facts of the plant say so', async () => {
    const handover = await add('Hand it over', { completesWhen: inOperation });
    const after = await add('Celebrate', { dependsOn: [handover.id], completesWhen: inOperation });
    const held = await add('Switch on', { completesWhen: inOperation });
    await done(held, 'status', { status: 'Blocked', reason: 'no key' });
    const begun = await done(handover, 'status', { status: 'In Progress' });
    expect(begun).toMatchObject({ completion: { when: { plant: inOperation, captured: [] }, closesItself: true } });
    expect(await refused(begun, 'complete', {})).toEqual([422, 'task-is-not-done', ['status In Authorization is not in In Operation']]);
    plant.change({ status: 'In Operation' });
    await workflows.hear(...plant.events.slice(-1));
    expect((await tasks()).filter(({ title }) => ['Hand it over', 'Celebrate', 'Switch on'].includes(title.en)).map(({ status, completedBy, completedOn }) => [status, completedBy, completedOn])).toEqual([
      ['Completed', null, '2027-01-04'], ['Completed', null, '2027-01-04'], ['Blocked', null, null],
    ]);
    expect((await timeline(after)).map(({ kind, actorId, reason }) => [kind, actorId, reason])).toEqual([
      ['task.completed', null, null], ['task.status', null, 'what it waits for has come true'], ['task.added', manager.userId, null],
    ]);
  });

  it('waits for its turn, and closes itself with the last thing before it', async () => {
    const first = await add('Order it', {});
    const second = await add('Take it over', { dependsOn: [first.id], completesWhen: { field: 'capacityKw', op: 'atLeast', value: '40' } });
    expect(second.status).toBe('To Start');
    await done(await done(first, 'status', { status: 'In Progress' }), 'complete', {});
    expect((await tasks()).find(({ id }) => id === second.id)).toMatchObject({ status: 'Completed', completedBy: manager.userId });
  });

  it('refuses while its form says that the test failed', async () => {
    plant.change({ status: 'In Operation' });
    await workflows.hear(...plant.events.slice(-1));
    const check = await start('spi-check');
    let plan = await done(await task('plan-check', check), 'status', { status: 'In Progress' });
    for (const code of ['technician-appointed', 'day-agreed']) plan = await done(plan, 'checklist', { code, done: true });
    const run = await done(await task('run-check', check), 'status', { status: 'In Progress' });
    await workflows.handIn(run, manager);
    const report = { 'checked-on': '2027-01-04', 'within-limits': false };
    expect(await refused(run, 'complete', { data: report })).toEqual([422, 'task-is-not-done', ['must be yes']]);
    expect(await done(run, 'complete', { data: { ...report, 'within-limits': true } })).toMatchObject({ status: 'Completed' });
  });
});

describe('the due date of a task', () => {
  it('moves with a reason, takes what depends on it along, and keeps the old date on the timeline', async () => {
    const first = await task('connection-request');
    expect([first, await task('works'), await task('pod-activation')].map(({ startsOn, dueOn }) => [startsOn, dueOn])).toEqual([['2027-01-04', '2027-01-07'], ['2027-01-07', '2027-01-22'], ['2027-01-22', '2027-02-03']]);
    expect(await refused(first, 'due-date', { dueOn: '2027-01-10' })).toEqual([400, 'invalid-request', ['Invalid input: expected string, received undefined']]);
    expect(await refused(first, 'due-date', { dueOn: '9999-12-31', reason: 'never' })).toEqual([422, 'day-not-possible', ['would move a task that depends on it beyond the year 9999']]);
    expect(await done(first, 'due-date', { dueOn: '2027-01-10', reason: 'the plan is late' })).toMatchObject({ dueOn: '2027-01-10', originalDueOn: '2027-01-07' });
    expect([await task('works'), await task('pod-activation')].map(({ startsOn, dueOn, originalDueOn }) => [startsOn, dueOn, originalDueOn])).toEqual([['2027-01-10', '2027-01-25', '2027-01-22'], ['2027-01-25', '2027-02-06', '2027-02-03']]);
    expect(await timeline(first)).toMatchObject([{ kind: 'task.rescheduled', actorId: manager.userId, before: { dueOn: '2027-01-07' }, after: { dueOn: '2027-01-10' }, reason: 'the plan is late' }]);
    expect(await timeline(await task('works'))).toMatchObject([{ kind: 'task.rescheduled', before: { dueOn: '2027-01-22' }, after: { dueOn: '2027-01-25' }, reason: 'moved with what it depends on' }]);
    expect((await told(TaskRescheduled.type)).map(({ code, previousDueOn }) => [code, previousDueOn])).toEqual(expect.arrayContaining([['connection-request', '2027-01-07'], ['works', '2027-01-22'], ['pod-activation', '2027-02-03']]));
  });

  it('of a peremptory term runs from the day it begins, is not extended, and stands still while the authority suspends', async () => {
    const second = await start('e-distribuzione-phase-2');
    const planned = await task('tica-acceptance', second);
    expect(planned).toMatchObject({ dueOn: '2027-03-09', peremptory: { endsOn: '2027-03-09', lapsed: false } });
    workflows.today = '2027-01-08';
    const begun = await done(planned, 'status', { status: 'In Progress' });
    expect(begun).toMatchObject({ startedOn: '2027-01-08', dueOn: '2027-03-12', peremptory: { endsOn: '2027-03-12' } });
    expect(await refused(begun, 'due-date', { dueOn: '2027-03-15', reason: 'more time, please' })).toEqual([422, 'term-is-peremptory', ['must not lie after 2027-03-12']]);
    expect(await refused(begun, 'resume', {})).toEqual([409, 'suspension-not-possible', []]);
    workflows.today = '2027-01-15';
    const suspended = await done(begun, 'suspend', { on: '2027-01-15', reason: 'the distributor asks for another plan' });
    expect(suspended).toMatchObject({ suspendedOn: '2027-01-15', dueOn: '2027-03-12' });
    expect(await refused(suspended, 'complete', {})).toEqual([409, 'suspension-not-possible', []]);
    workflows.today = '2027-04-01';
    expect(await task('tica-acceptance', second)).toMatchObject({ status: 'In Progress', peremptory: { lapsed: false } });
    // Ten working days from 15 to 29 January.
    expect(await refused(suspended, 'resume', { on: '2027-01-14' })).toEqual([422, 'day-not-possible', ['must lie between 2027-01-15 and today']]);
    const resumed = await done(suspended, 'resume', { on: '2027-01-29' });
    expect(resumed).toMatchObject({ suspendedOn: null, suspendedDays: 10, dueOn: '2027-03-26', status: 'Delayed', peremptory: { endsOn: '2027-03-26', lapsed: true } });
    expect((await timeline(resumed)).map(({ kind, before, after }) => [kind, before?.['dueOn'], after?.['dueOn']])).toEqual([
      ['task.resumed', '2027-03-12', '2027-03-26'], ['task.suspended', '2027-03-12', undefined], ['task.rescheduled', '2027-03-09', '2027-03-12'], ['task.status', undefined, undefined],
    ]);
    expect((await task('full-upload', second)).startsOn).toBe('2027-03-26');
  });
});

describe('a task', () => {
  it('is given to a user of the tenant who reaches the plant, to a role, to a team, or to nobody', async () => {
    const colleague = await workflows.service.signIn(['workflows.workflow.read'], { tenantId: manager.tenantId });
    const elsewhere = await workflows.service.signIn(['workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    let given = await task('works');
    for (const userId of [elsewhere.userId, randomUUID()]) expect(await refused(given, 'assign', { assignee: { kind: 'user', userId } })).toEqual([422, 'assignee-unknown', ['must be an active member who reaches the plant']]);
    const assignees = [{ kind: 'user', userId: colleague.userId }, { kind: 'role', role: 'kronos/Operator' }, { kind: 'team', team: 'Night shift' }, null];
    for (const assignee of assignees) {
      given = await done(given, 'assign', { assignee });
      expect(given.assignee).toEqual(assignee);
    }
    expect((await told(TaskAssigned.type)).map(({ assignee, previousAssignee }) => [previousAssignee, assignee])).toEqual([[null, assignees[0]], [assignees[0], assignees[1]], [assignees[1], assignees[2]], [assignees[2], null]]);
    await command(given, 'assign', { assignee: { kind: 'user', userId: colleague.userId, role: 'x' } }).expect(400);
  });

  it('that names roles is worked on by their members and by who may do everything; others may write about it', async () => {
    const { admin } = workflows.service.database;
    const first = await task('connection-request');
    await admin.query(`update workflows.workflow_task set definition = definition || '{"allowedRoles": ["kronos/Operator", "kronos/Technician"]}' where id = $1`, [first.id]);
    const inRoles = (roles: string[]) => admin.query('update workflows.membership_access set roles = $2 where membership_id = $1', [manager.membershipId, roles]);
    for (const roles of [[], ['kronos/Viewer', 'kronos/operator']]) {
      await inRoles(roles);
      for (const [verb, body] of [['status', { status: 'In Progress' }], ['assign', { assignee: null }], ['due-date', { dueOn: '2027-01-09', reason: 'later' }], ['suspend', { reason: 'held up' }]] as const) {
        expect((await refused(first, verb, body)).slice(0, 2)).toEqual([403, 'not-of-allowed-role']);
      }
      await change(first, { priority: 'Low' }).expect(403);
      await manager.api.post(`${path}/${workflow.id}/tasks/${first.id}/comments`, { text: 'May I?' }).expect(201);
    }
    await inRoles(['kronos/Viewer', 'kronos/Technician']);
    const started = await done(first, 'status', { status: 'In Progress' });
    const almighty = await workflows.service.signIn(['*'], { tenantId: manager.tenantId });
    await workflows.handIn(started, manager);
    await command(started, 'complete', { data: request }, almighty).expect(200);
  });

  it('has hours, a practice and a priority, and a form that is kept before it is complete', async () => {
    const first = await task('connection-request');
    const { body } = await change(first, { priority: 'Low', practiceCode: 'PR-1', estimatedHours: '8.25', data: { 'connection-request-code': 'RC-1' } }).expect(200);
    expect(body).toMatchObject({ priority: 'Low', practiceCode: 'PR-1', estimatedHours: '8.25', data: { 'connection-request-code': 'RC-1' }, version: 2 });
    await change(first, { priority: 'High' }).expect(412);
    for (const wrong of [{}, { estimatedHours: '8.255' }, { estimatedHours: '-1' }, { priority: 'Urgent' }, { state: 'Completed' }]) await change(body as TaskView, wrong).expect(400);
    expect(await timeline(first)).toMatchObject([{ kind: 'task.changed', before: { priority: 'High' }, after: { priority: 'Low' } }]);
    expect((await manager.api.get(`${path}/${workflow.id}`)).body).toMatchObject({ estimatedHours: '8.25' });
  });

  it('is written about, and who is mentioned is told', async () => {
    const first = await task('works');
    const write = (body: object, caller = manager) => caller.api.post(`${path}/${workflow.id}/tasks/${first.id}/comments`, body);
    await write({ text: 'The roof is wet.' }).expect(201);
    expect((await write({ text: 'Please look.', mentions: [manager.userId, manager.userId] }).expect(201)).body).toMatchObject({ mentions: [manager.userId], authorId: manager.userId });
    await write({ text: 'Who?', mentions: [randomUUID()] }).expect(422);
    await write({ text: ' ' }).expect(400);
    const page = (await manager.api.get(`${path}/${workflow.id}/tasks/${first.id}/comments?limit=1`).expect(200)).body as { items: { text: string }[]; nextCursor: string };
    expect(page.items.map(({ text }) => text)).toEqual(['Please look.']);
    expect((await manager.api.get(`${path}/${workflow.id}/tasks/${first.id}/comments?cursor=${page.nextCursor}`).expect(200)).body).toMatchObject({ items: [{ text: 'The roof is wet.' }], nextCursor: null });
    expect(await task('works')).toMatchObject({ commentCount: 2, version: 1 });
    expect((await told(TaskCommented.type)).map(({ mentions }) => mentions)).toEqual([[], [manager.userId]]);
  });
});
