import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditRecorded, effectiveSettings, TaskOpened, TaskStatusChanged, WorkflowRemoved, WorkflowStarted, type PlantState, type TaskList, type TaskView, type TimelinePage, type WorkflowDetail, type WorkflowPage } from '@kairos/contracts';
import { tellTerms, uncoveredRoutes, type Caller } from '@kairos/testing';
import { FollowSettings } from '../deadlines/follow-settings.job.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { newestFirst } from './workflows.queries.ts';

const path = '/api/v1/workflows/workflows';
const templates = '/api/v1/workflows/workflow-templates';
let workflows: WorkflowsUnderTest;
let manager: Caller;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['workflows.workflow.read', 'workflows.workflow.write', 'workflows.workflow.delete']);
});

const plantWith = async (facts: Partial<PlantState> = {}) => {
  const plant = new PlantHistory(manager.tenantId, { type: 'Photovoltaic', status: 'In Authorization', capacityKw: '600', ...facts });
  await workflows.hear(...plant.events);
  return plant;
};
const changed = (plant: PlantHistory) => workflows.hear(...plant.events.slice(-1));
const start = async (plant: PlantHistory, templateId = 'complete-activation', more: object = {}) => (await manager.api.post(path, { plantId: plant.plantId, templateId, startsOn: '2027-01-04', ...more }).expect(201)).body as WorkflowDetail;
const tasksOf = async ({ id }: { id: string }, caller = manager) => ((await caller.api.get(`${path}/${id}/tasks`).expect(200)).body as TaskList).items;
const read = async ({ id }: { id: string }) => (await manager.api.get(`${path}/${id}`).expect(200)).body as WorkflowDetail;
const timeline = async ({ id }: { id: string }) => ((await manager.api.get(`${path}/${id}/timeline?limit=200`).expect(200)).body as TimelinePage).items;
const skippedIn = (tasks: TaskView[]) => tasks.filter(({ status }) => status === 'Skipped').map(({ code }) => code);
const command = (task: { id: string; workflowId: string; version: number }, verb: string, body: object, caller = manager) => caller.api.post(`${path}/${task.workflowId}/tasks/${task.id}/${verb}`, body).set('if-match', `"${task.version}"`);
const moveWorkflow = (workflow: { id: string; version: number }, body: object) => manager.api.post(`${path}/${workflow.id}/status`, body).set('if-match', `"${workflow.version}"`);

describe('templates', () => {
  it('are listed, read in a version, and told apart for a plant', async () => {
    const { body } = await manager.api.get(`${templates}?phase=Design`).expect(200);
    expect(body).toMatchObject({ items: [{ id: 'design-with-constraints', version: 1, versions: [1] }, { id: 'simplified-photovoltaic-design' }, { id: 'standard-design' }] });
    expect((await manager.api.get(`${templates}/complete-activation`).expect(200)).body).toMatchObject({ durationDays: 180, stages: [{}, {}, {}, {}, {}] });
    await manager.api.get(`${templates}/complete-activation/versions/1`).expect(200);
    for (const missing of ['complete-activation/versions/99', 'no-such-template']) await manager.api.get(`${templates}/${missing}`).expect(404);
    expect((await manager.api.get(`${templates}/quote-fee?capacityKw=101`).expect(200)).body).toMatchObject({ feeEur: '500', feeWithVatEur: '610.00' });
    const plant = await plantWith({ capacityKw: '20' });
    const { body: applicable } = await manager.api.get(`${templates}/applicable?plantId=${plant.plantId}`).expect(200);
    const items = (applicable as { items: { id: string; chosenFirst: boolean }[] }).items;
    expect(items.filter(({ chosenFirst }) => chosenFirst).map(({ id }) => id)).toEqual(expect.arrayContaining(['simplified-photovoltaic-design', 'simplified-connection']));
    expect(applicable).toMatchObject({ excluded: expect.arrayContaining([expect.objectContaining({ id: 'electric-workshop', unmet: ['capacityKw 20 is not above 20'] })]) as unknown });
    const stranger = await workflows.service.signIn(['workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [] } });
    await stranger.api.get(`${templates}/applicable?plantId=${plant.plantId}`).expect(404);
  });
});

describe('starting a workflow', () => {
  it('lays out stages and tasks, dates them, and tells the world', async () => {
    const plant = await plantWith();
    const workflow = await start(plant);
    expect(workflow).toMatchObject({
      status: 'Active', template: { id: 'complete-activation', version: 1 }, progressPercent: 0, taskCount: 19, estimatedHours: '1440', actualHours: '0', version: 1, startsOn: '2027-01-04', legalTransitions: ['Paused', 'Completed', 'Cancelled'],
      nextTask: { dueOn: '2027-01-19', title: { en: 'Design the plant' }, status: 'To Start' },
      stages: [{ code: 'design', status: 'Waiting', startsOn: '2027-01-04', dueOn: '2027-02-18' }, { code: 'connection' }, { code: 'gaudi' }, { code: 'gse' }, { code: 'workshop' }],
    });
    const tasks = await tasksOf(workflow);
    expect(skippedIn(tasks)).toEqual(['single-authorisation', 'superintendence-opinion', 'ssp-convention', 'antimafia']);
    expect(tasks.find(({ code }) => code === 'superintendence-opinion')).toMatchObject({ skipped: { by: 'condition', why: { fields: { protectedArea: false } }, unmet: ['protectedArea no is not in yes'] } });
    const handling = tasks.find(({ code }) => code === 'tica-handling');
    expect(handling).toMatchObject({ startsOn: '2027-02-23', dueOn: '2027-04-28', durationIn: 'workingDays', peremptory: { days: 45, endsOn: '2027-04-28', lapsed: false } });
    const outbox = (await workflows.service.outbox()).filter(({ tenantid }) => tenantid === manager.tenantId);
    expect(outbox.filter(({ type }) => type === TaskOpened.type)).toHaveLength(19);
    expect(outbox.find(({ type }) => type === WorkflowStarted.type)).toMatchObject({ subject: workflow.id, aggregateversion: 1, data: { plantId: plant.plantId, template: { id: 'complete-activation', version: 1 } } });
    expect(outbox.filter(({ type, data }) => type === AuditRecorded.type && (data as { resourceType: string }).resourceType === 'Workflow')).toHaveLength(1);
  });

  it('has exactly the tasks that apply at 19, 20, 25, 600 and 1,100 kW and in a protected area', async () => {
    const sets = await Promise.all(['19', '20', '25', '600', '1100'].map(async (capacityKw) => skippedIn(await tasksOf(await start(await plantWith({ capacityKw }))))));
    const small = ['single-authorisation', 'superintendence-opinion', 'antimafia', 'ad-1-declaration', 'pudm-submission', 'licence'];
    expect(sets).toEqual([small, small, small.slice(0, 3), ['single-authorisation', 'superintendence-opinion', 'ssp-convention', 'antimafia'], ['building-title', 'superintendence-opinion', 'ssp-convention', 'antimafia']]);
    expect(skippedIn(await tasksOf(await start(await plantWith({ protectedArea: true, incentivesTotalEur: '200000' }))))).toEqual(['single-authorisation', 'ssp-convention']);
  });

  it('is refused for a template that is not for the plant, a version there is not, and a plant out of reach', async () => {
    const plant = await plantWith({ capacityKw: '20' });
    const refusals = [{ templateId: 'electric-workshop' }, { templateId: 'complete-activation', templateVersion: 9 }, { templateId: 'none' }, { templateId: 'complete-activation', plantId: randomUUID() }, { templateId: 'complete-activation', surprise: 1 }];
    const answers = await Promise.all(refusals.map((body) => manager.api.post(path, { plantId: plant.plantId, ...body })));
    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([[422, 'template-does-not-apply'], [404, 'workflow-template-not-found'], [404, 'workflow-template-not-found'], [404, 'plant-not-found'], [400, 'invalid-request']]);
    const scoped = await workflows.service.signIn(['workflows.workflow.write', 'workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [] } });
    await scoped.api.post(path, { plantId: plant.plantId, templateId: 'complete-activation' }).expect(404);
  });

  it('works by hand, task by task, in the order they depend on', async () => {
    const plant = await plantWith();
    const workflow = (await manager.api.post(path, { plantId: plant.plantId, name: 'Replace the inverter', category: 'Maintenance' }).expect(201)).body as WorkflowDetail;
    expect(workflow).toMatchObject({ template: null, type: 'CUSTOM', progressPercent: 0, dueOn: null, nextTask: null, estimatedHours: null });
    const add = async (version: number, body: object) => manager.api.post(`${path}/${workflow.id}/tasks`, { durationDays: 5, ...body }).set('if-match', `"${version}"`);
    const first = (await add(1, { title: 'Order it', checklist: ['Offer', 'Order'] })).body as TaskView;
    expect(first).toMatchObject({ status: 'To Start', dueOn: '2026-11-26', checklist: [{ code: 'point-1', done: false }, {}], completion: { requires: ['checklist'] } });
    expect((await add(1, { title: 'Again' })).status).toBe(412);
    const second = (await add(2, { title: 'Mount it', dependsOn: [first.id], durationIn: 'workingDays' })).body as TaskView;
    expect(second).toMatchObject({ startsOn: '2026-11-26', dueOn: '2026-12-03', waitsFor: [first.id] });
    expect((await add(3, { title: 'Mount it', dependsOn: [randomUUID()] })).status).toBe(422);
    expect((await add(3, { title: 'x', stageCode: 'none' })).status).toBe(422);
    expect(await read(workflow)).toMatchObject({ dueOn: '2026-12-03', daysLeft: 12, version: 3 });
  });
});

describe('when the facts of the plant change', () => {
  it('skips what no longer applies with its why, and opens what applies now', async () => {
    const plant = await plantWith({ capacityKw: '19' });
    const workflow = await start(plant);
    const before = await tasksOf(workflow);
    plant.change({ capacityKw: '25' });
    await changed(plant);
    const raised = await tasksOf(workflow);
    expect(skippedIn(raised)).toEqual(['single-authorisation', 'superintendence-opinion', 'antimafia']);
    const licence = raised.find(({ code }) => code === 'licence');
    expect(licence).toMatchObject({ status: 'To Start', skipped: null });
    expect((licence?.dueOn ?? '') > (before.find(({ code }) => code === 'licence')?.dueOn ?? '')).toBe(true);
    plant.change({ protectedArea: true, capacityKw: '20' });
    await changed(plant);
    expect(skippedIn(await tasksOf(workflow))).toEqual(['single-authorisation', 'antimafia', 'ad-1-declaration', 'pudm-submission', 'licence']);
    const events = (await workflows.service.outbox(TaskStatusChanged.type)).filter(({ tenantid }) => tenantid === manager.tenantId);
    expect(events.map(({ data }) => (data as { code: string; state: string; reason: string })).filter(({ code }) => code === 'licence').map(({ state, reason }) => [state, reason])).toEqual([['To Start', 'it applies to the plant again'], ['Skipped', 'capacityKw 20 is not above 20']]);
    expect(await timeline(workflow)).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'task.status', actorId: null, taskTitle: { en: 'Obtain the licence', it: expect.any(String) as unknown }, after: expect.objectContaining({ state: 'Skipped' }) as unknown })]));
  });

  it('starts by the facts that a change leaves which is under way', async () => {
    const plant = await plantWith({ capacityKw: '25' });
    const [raised] = plant.change({ capacityKw: '1100', protectedArea: true }).events.slice(-1);
    if (!raised) throw new Error('an event');
    let started: WorkflowDetail | undefined;
    await workflows.takeSlowly(raised, async () => (started = await start(plant)));
    expect(skippedIn(await tasksOf(started as WorkflowDetail))).toEqual(['building-title', 'ssp-convention', 'antimafia']);
  });

  it('follows the sum of incentives that the tenant counts by, with deadlines and tasks', async () => {
    const workflow = await start(await plantWith({ incentivesTotalEur: '200000', incentivesPerYearEur: '12000' }));
    expect(skippedIn(await tasksOf(workflow))).not.toContain('antimafia');
    await tellTerms(workflows.service.database, 'workflows', manager.tenantId, { settings: effectiveSettings({}, { incentivesBasis: 'perYear' }) });
    await workflows.service.asTenant(manager.tenantId, () => workflows.service.running.app.get(FollowSettings, { strict: false }).tend(new AbortController().signal));
    expect((await tasksOf(workflow)).find(({ code }) => code === 'antimafia')).toMatchObject({ status: 'Skipped', skipped: { by: 'condition', unmet: ['incentivesEur 12000 is not above 150000'] } });
  });

  it('leaves a completed workflow as it is, and tells once on its timeline what would be answered otherwise', async () => {
    const plant = await plantWith({ capacityKw: '19' });
    const workflow = await start(plant);
    await workflows.service.database.admin.query(`update workflows.workflow_task set state = 'Completed', completed_on = '2022-05-01', starts_on = '2022-04-01', due_on = '2022-05-01' where workflow_id = $1 and state <> 'Skipped'`, [workflow.id]);
    await workflows.service.database.admin.query(`update workflows.workflow set status = 'Completed' where id = $1`, [workflow.id]);
    const before = await tasksOf(workflow);
    plant.change({ capacityKw: '25' });
    await changed(plant);
    plant.change({ name: 'Altopiano' });
    await changed(plant);
    expect(await read(workflow)).toMatchObject({ status: 'Completed', overdueTaskCount: 0, version: workflow.version });
    expect(await tasksOf(workflow)).toEqual(before.map((task) => ({ ...task, plantName: 'Altopiano' })));
    const told = async () => (await timeline(workflow)).filter(({ kind }) => kind === 'workflow.conditions').map(({ actorId, after }) => [actorId, after]);
    const raised = [null, { appliesNow: ['ad-1-declaration', 'pudm-submission', 'licence'], appliesNoLonger: [] }];
    expect(await told()).toEqual([raised]);
    plant.change({ capacityKw: '19' });
    await changed(plant);
    expect(await told()).toEqual([[null, { appliesNow: [], appliesNoLonger: [] }], raised]);
  });

  it('are caught up with by a completed workflow that is opened again', async () => {
    const plant = await plantWith({ capacityKw: '19' });
    const [workflow, other] = [await start(plant), await start(plant)];
    for (const { id } of [workflow, other]) {
      await workflows.service.database.admin.query(`update workflows.workflow_task set state = 'Completed', completed_on = '2022-05-01' where workflow_id = $1 and state <> 'Skipped'`, [id]);
      await workflows.service.database.admin.query(`update workflows.workflow set status = 'Completed' where id = $1`, [id]);
    }
    plant.change({ capacityKw: '25' });
    await changed(plant);
    await moveWorkflow(workflow, { status: 'Active', reason: 'the power was raised' }).expect(200);
    expect((await tasksOf(workflow)).filter(({ status }) => status === 'To Start').map(({ code }) => code)).toEqual(['ad-1-declaration', 'pudm-submission', 'licence']);
    expect(await read(workflow)).toMatchObject({ status: 'Active', progressPercent: 81 });
    const design = (await tasksOf(other)).find(({ code }) => code === 'design') as TaskView;
    await command(design, 'status', { status: 'In Progress', reason: 'the power was raised' }).expect(200);
    expect((await tasksOf(other)).filter(({ status }) => status === 'To Start').map(({ code }) => code)).toEqual(['ad-1-declaration', 'pudm-submission', 'licence']);
  });

  it('ends a suspension with the task that no longer applies, and keeps the days it stood still', async () => {
    const plant = await plantWith({ capacityKw: '25' });
    const workflow = await start(plant);
    workflows.today = '2027-01-15';
    await workflows.service.database.admin.query(`update workflows.workflow_task set state = 'In Progress', started_on = '2027-01-04', due_on = '2027-02-01', suspended_on = '2027-01-08' where workflow_id = $1 and code = 'licence'`, [workflow.id]);
    const licence = async () => (await tasksOf(workflow)).find(({ code }) => code === 'licence');
    plant.change({ capacityKw: '19' });
    await changed(plant);
    expect(await licence()).toMatchObject({ status: 'Skipped', suspendedOn: null, suspendedDays: 7 });
    plant.change({ capacityKw: '25' });
    await changed(plant);
    expect(await licence()).toMatchObject({ status: 'To Start', suspendedOn: null, startedOn: '2027-01-04', dueOn: '2027-02-08', suspendedDays: 7 });
    expect(await timeline(workflow)).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'task.resumed', actorId: null, before: expect.objectContaining({ suspendedOn: '2027-01-08' }) as unknown, reason: 'it no longer applies to the plant' })]));
  });

  it('changes nothing by events of the same facts, and cancels when the plant leaves', async () => {
    const plant = await plantWith();
    const workflow = await start(plant);
    plant.change({ name: 'Altopiano' });
    await changed(plant);
    await workflows.hear(...plant.events);
    expect(await timeline(workflow)).toHaveLength(1);
    plant.delete();
    await changed(plant);
    expect(await read(workflow)).toMatchObject({ status: 'Cancelled', legalTransitions: [], nextTask: null, daysLeft: null });
  });
});

describe('the status of a workflow', () => {
  it('follows the table: what is illegal answers 409 and lists what is legal', async () => {
    const draft = await start(await plantWith(), 'complete-activation', { draft: true });
    expect(draft.status).toBe('Draft');
    const paused = await moveWorkflow(draft, { status: 'Paused', reason: 'wait for the owner' });
    expect([paused.status, paused.body]).toMatchObject([409, { code: 'illegal-transition', errors: [{ detail: 'Active', code: 'legal' }, { detail: 'Cancelled' }] }]);
    const [first] = await tasksOf(draft);
    expect((await command(first as TaskView, 'status', { status: 'In Progress' })).body).toMatchObject({ status: 409, code: 'workflow-is-not-active' });
    const active = (await moveWorkflow(draft, { status: 'Active' }).expect(200)).body as WorkflowDetail;
    expect((await moveWorkflow(active, { status: 'Completed' })).body).toMatchObject({ status: 422, code: 'task-is-not-done' });
    expect((await moveWorkflow(active, { status: 'Cancelled' })).body).toMatchObject({ status: 422, code: 'reason-required' });
    const answers = await Promise.all([1, 2, 3].map(() => moveWorkflow(active, { status: 'Paused', reason: 'wait for the owner' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('is listed page by page along an index, none twice and none left out', async () => {
    const plant = await plantWith();
    const ids = [(await start(plant)).id, (await start(plant)).id, (await start(plant)).id];
    const { admin } = workflows.service.database;
    for (const [index, id] of ids.entries()) await admin.query(`update workflows.workflow set created_at = '2026-11-21T10:00:00.123${index + 1}Z' where id = $1`, [id]);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await manager.api.get(`${path}?limit=1${cursor && `&cursor=${cursor}`}`).expect(200)).body as WorkflowPage;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids.toSorted().reverse());
    const session = await admin.connect();
    await session.query('begin; set local enable_seqscan = off; set local enable_sort = off');
    const { rows } = await session.query<{ 'QUERY PLAN': string }>(`explain (costs off) select w.id from workflows.workflow w where w.tenant_id = '${manager.tenantId}' and w.removed_at is null order by ${newestFirst} limit 2`);
    await session.query('rollback');
    session.release();
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('workflow_by_age');
    expect(plan).not.toContain('Sort');
  });

  it('is called otherwise, listed, filtered and removed', async () => {
    const plant = await plantWith();
    const workflow = await start(plant);
    const change = (version: number, body: object) => manager.api.patch(`${path}/${workflow.id}`, body).set('if-match', `"${version}"`);
    expect((await change(1, { name: 'Activation of the roof' }).expect(200)).body).toMatchObject({ name: 'Activation of the roof', version: 2 });
    await change(1, { name: 'Stale' }).expect(412);
    await change(2, {}).expect(400);
    const other = await start(plant, 'standard-design');
    const list = async (query: string) => ((await manager.api.get(`${path}?${query}`).expect(200)).body as WorkflowPage).items.map(({ id }) => id);
    expect(await list('limit=1')).toEqual([other.id]);
    expect(await list(`plantId=${plant.plantId}&templateId=complete-activation&status=Active&category=Activation`)).toEqual([workflow.id]);
    workflows.today = '2027-01-20';
    expect([await list('late=true'), await list('late=false')]).toEqual([[other.id, workflow.id], []]);
    expect(await read(workflow)).toMatchObject({ overdueTaskCount: 1, nextTask: { status: 'Delayed' }, stages: [{ status: 'Delayed' }, { status: 'Waiting' }, {}, {}, {}] });
    await manager.api.delete(`${path}/${workflow.id}`).set('if-match', '"1"').expect(412);
    const running = await manager.api.delete(`${path}/${workflow.id}`).set('if-match', '"2"');
    expect([running.status, running.body]).toMatchObject([409, { code: 'workflow-is-not-over', detail: 'This workflow is Active: cancel it before you remove it.' }]);
    const paused = (await moveWorkflow({ ...workflow, version: 2 }, { status: 'Paused', reason: 'the owner sells' }).expect(200)).body as WorkflowDetail;
    await manager.api.delete(`${path}/${workflow.id}`).set('if-match', `"${paused.version}"`).expect(409);
    const cancelled = (await moveWorkflow(paused, { status: 'Cancelled', reason: 'the owner sold' }).expect(200)).body as WorkflowDetail;
    await manager.api.delete(`${path}/${workflow.id}`).set('if-match', `"${cancelled.version}"`).expect(204);
    for (const suffix of ['', '/tasks', '/timeline']) await manager.api.get(`${path}/${workflow.id}${suffix}`).expect(404);
    expect(await list('')).toEqual([other.id]);
    const draft = await start(plant, 'standard-design', { draft: true });
    await manager.api.delete(`${path}/${draft.id}`).set('if-match', '"1"').expect(204);
    expect((await workflows.service.outbox(WorkflowRemoved.type)).filter(({ subject }) => subject === workflow.id)).toHaveLength(1);
  });
});

describe('who may', () => {
  it('is shown the workflows of the plants they reach, and nothing of others', async () => {
    const [mine, hidden] = [await plantWith(), await plantWith()];
    const [seen, unseen] = [await start(mine), await start(hidden)];
    const operator = await workflows.service.signIn(['workflows.workflow.read', 'workflows.workflow.write'], { tenantId: manager.tenantId, rowScope: { plants: [mine.plantId] } });
    expect(((await operator.api.get(path).expect(200)).body as WorkflowPage).items.map(({ id }) => id)).toEqual([seen.id]);
    const [task] = await tasksOf(unseen);
    for (const suffix of ['', '/tasks', '/timeline', `/tasks/${task?.id}`, `/tasks/${task?.id}/comments`]) await operator.api.get(`${path}/${unseen.id}${suffix}`).expect(404);
    await command(task as TaskView, 'status', { status: 'In Progress' }, operator).expect(404);
    const stranger = await workflows.service.signIn(['*']);
    await stranger.api.get(`${path}/${seen.id}`).expect(404);
    const reader = await workflows.service.signIn(['workflows.workflow.read'], { tenantId: manager.tenantId });
    await reader.api.post(path, { plantId: mine.plantId, templateId: 'complete-activation' }).expect(403);
    await command(task as TaskView, 'status', { status: 'In Progress' }, reader).expect(403);
    await workflows.service.anonymous().get(path).expect(401);
  });

  it('is declared on every route', () => expect(uncoveredRoutes(workflows.service.running.app)).toEqual([]));
});
