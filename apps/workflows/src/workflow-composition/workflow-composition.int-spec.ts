import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CloudEvent, PlantState, TaskList, TaskOutcomes, TaskPage, TaskView, WorkflowDetail, WorkflowPage } from '@kairos/contracts';
import { type Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const path = '/api/v1/workflows/workflows';
let workflows: WorkflowsUnderTest;
let manager: Caller;
let plant: PlantHistory;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  workflows.today = '2027-01-04';
  manager = await workflows.service.signIn(['workflows.workflow.read', 'workflows.workflow.write']);
  plant = await plantWith({});
});

const plantWith = async (facts: Partial<PlantState>) => {
  const made = new PlantHistory(manager.tenantId, { type: 'Photovoltaic', status: 'In Authorization', capacityKw: '40', ...facts });
  await workflows.hear(...made.events);
  return made;
};
const post = (suffix: string, body: object, caller = manager) => caller.api.post(`${path}${suffix}`, body);
const start = async (templateId: string, more: object = {}) => (await post('', { plantId: plant.plantId, templateId, ...more }).expect(201)).body as WorkflowDetail;
const read = async ({ id }: { id: string }) => (await manager.api.get(`${path}/${id}`).expect(200)).body as WorkflowDetail;
const tasks = async ({ id }: { id: string }) => ((await manager.api.get(`${path}/${id}/tasks`).expect(200)).body as TaskList).items;
const task = async (of: { id: string }, code: string) => (await tasks(of)).find((found) => found.code === code) as TaskView;
const command = (of: TaskView, verb: string, body: object) => manager.api.post(`${path}/${of.workflowId}/tasks/${of.id}/${verb}`, body).set('if-match', `"${of.version}"`);
const moveWorkflow = async (workflow: { id: string }, body: object) => post(`/${workflow.id}/status`, body).set('if-match', `"${(await read(workflow)).version}"`).expect(200);
const finish = async (of: TaskView, data: object = {}) => {
  await workflows.handIn(of, manager);
  return command((await command(of, 'status', { status: 'In Progress' }).expect(200)).body as TaskView, 'complete', { data }).expect(200);
};

describe('composing', () => {
  it('takes one template per phase, in the order of the phases', async () => {
    const { body } = await post('/compose', { plantId: plant.plantId, name: 'All of it', parts: [{ templateId: 'electric-workshop' }, { templateId: 'standard-design' }, { templateId: 'simplified-connection', templateVersion: 1 }] }).expect(201);
    expect(body).toMatchObject({ type: 'COMPOSITE', template: null, taskCount: 9, estimatedHours: '800', stages: [{ code: 'standard-design.design' }, { code: 'simplified-connection.connection', startsOn: '2027-02-18' }, { code: 'electric-workshop.workshop' }] });
    expect((await tasks(body as WorkflowDetail)).map(({ code }) => code)).toContain('simplified-connection.pod-activation');
    const refusals = [[{ templateId: 'standard-design' }, { templateId: 'simplified-photovoltaic-design' }], [{ templateId: 'spi-check' }], [{ templateId: 'design-with-constraints' }]];
    const answers = await Promise.all(refusals.map((parts) => post('/compose', { plantId: plant.plantId, name: 'x', parts })));
    expect(answers.map(({ status, body: problem }) => [status, (problem as { code: string }).code])).toEqual([[422, 'phase-taken-twice'], [422, 'template-has-no-phase'], [422, 'template-does-not-apply']]);
  });
});

describe('copying', () => {
  it('keeps where it came from, does nothing over, and leaves seven days at least', async () => {
    const original = await start('simplified-connection');
    await finish(await task(original, 'connection-request'), { 'connection-request-code': 'RC-1', 'requested-on': '2027-01-04' });
    workflows.today = '2027-01-20';
    const copy = (await post(`/${original.id}/copy`, { name: 'Once more' }).expect(201)).body as WorkflowDetail;
    expect(copy).toMatchObject({ originalWorkflowId: original.id, name: 'Once more', progressPercent: 0, startsOn: '2027-01-20', template: { id: 'simplified-connection', version: 1 } });
    // Overdue since 13 days, due in two, due in fourteen.
    expect((await tasks(copy)).map(({ code, status, dueOn, data }) => [code, status, dueOn, data])).toEqual([['connection-request', 'To Start', '2027-01-27', {}], ['works', 'To Start', '2027-01-27', {}], ['pod-activation', 'To Start', '2027-02-03', {}]]);
    expect((await task(copy, 'works')).waitsFor).toEqual([(await task(copy, 'connection-request')).id]);
    const copies = (await manager.api.get(`${path}?originalWorkflowId=${original.id}`).expect(200)).body as WorkflowPage;
    expect(copies.items.map(({ id }) => id)).toEqual([copy.id]);
    await post(`/${original.id}/copy`, { plantId: randomUUID() }).expect(404);
  });
});

describe('plants that an event batch changes meanwhile', () => {
  it('are held in one order, whichever of them a workflow is copied from', async () => {
    const [first, second] = [plant, await plantWith({})].sort((one, other) => (one.plantId < other.plantId ? -1 : 1)) as [PlantHistory, PlantHistory];
    const original = (await post('', { plantId: second.plantId, templateId: 'simplified-connection' }).expect(201)).body as WorkflowDetail;
    const [before, behind] = [first, second].map((one) => one.change({ name: 'Monte Alto' }).events.at(-1) as CloudEvent) as [CloudEvent, CloudEvent];
    await workflows.takeSlowly(before, () => post(`/${original.id}/copy`, { plantId: first.plantId }).expect(201), [behind]);
  });

  it('are held in one order, in whichever order workflows of them are named to be merged', async () => {
    const [first, second] = [plant, await plantWith({})].sort((one, other) => (one.plantId < other.plantId ? -1 : 1)) as [PlantHistory, PlantHistory];
    const startedAt = async ({ plantId }: PlantHistory) => ((await post('', { plantId, templateId: 'simplified-connection' }).expect(201)).body as WorkflowDetail).id;
    // The one that was started last is locked first.
    const workflowIds = [await startedAt(first), await startedAt(second)];
    const [before, behind] = [first, second].map((one) => one.change({ name: 'Monte Alto' }).events.at(-1) as CloudEvent) as [CloudEvent, CloudEvent];
    await workflows.takeSlowly(before, () => post('/merge', { workflowIds, name: 'both' }).expect(422), [behind]);
  });
});

describe('a workflow within another', () => {
  it('is followed by a task: active, completed, active again, cancelled', async () => {
    const parent = await start('standard-design');
    const child = (await post(`/${parent.id}/sub-workflows`, { templateId: 'gaudi-registration' }).set('if-match', '"1"').expect(201)).body as WorkflowDetail;
    expect(child).toMatchObject({ parentWorkflowId: parent.id, status: 'Active' });
    const following = async () => (await tasks(parent)).find(({ tracksWorkflowId }) => tracksWorkflowId === child.id) as TaskView;
    expect(await following()).toMatchObject({ status: 'In Progress', title: { en: 'Registration with Terna' }, dueOn: child.dueOn });
    expect((await command(await following(), 'complete', {})).body).toMatchObject({ status: 409, code: 'task-follows-workflow' });
    await finish(await task(child, 'operator-registration'));
    await finish(await task(child, 'plant-registration'), { 'gaudi-code': 'G-1' });
    const flows = (await command(await task(child, 'flows'), 'status', { status: 'In Progress' }).expect(200)).body as TaskView;
    let open = flows;
    for (const code of ['g01', 'g02', 'g04']) open = (await command(open, 'checklist', { code, done: true }).expect(200)).body as TaskView;
    expect([(await read(child)).status, (await following()).status]).toEqual(['Completed', 'Completed']);
    await command(open, 'status', { status: 'In Progress', reason: 'flow G04 was wrong' }).expect(200);
    expect((await following()).status).toBe('In Progress');
    await moveWorkflow(child, { status: 'Cancelled', reason: 'another way' });
    expect(await following()).toMatchObject({ status: 'Blocked', blockedReason: 'its workflow is Cancelled' });
    await post(`/${parent.id}/sub-workflows`, { templateId: 'gaudi-registration' }).set('if-match', '"1"').expect(412);
  });
});

describe('merging', () => {
  it('lets the tasks of several workflows of a plant go on as one', async () => {
    const [one, other] = [await start('simplified-connection'), await start('gaudi-and-gse-registration')];
    await finish(await task(one, 'connection-request'), { 'connection-request-code': 'RC-1', 'requested-on': '2027-01-04' });
    const merged = (await post('/merge', { workflowIds: [one.id, other.id], name: 'Both' }).expect(201)).body as WorkflowDetail;
    expect(merged).toMatchObject({ type: 'COMPOSITE', status: 'Active', taskCount: 10, progressPercent: 11, stages: [{ code: '1.connection' }, { code: '2.gaudi' }, { code: '2.gse' }] });
    expect([(await read(one)).status, (await tasks(one)).length]).toEqual(['Cancelled', 0]);
    expect((await task(merged, '2.client-area-access')).waitsFor).toHaveLength(3);
    expect((await task(merged, '2.operator-registration')).waitsFor).toEqual([]);
    await finish(await task(merged, '1.works'), { 'works-ended-on': '2027-01-04' });
    expect(((await manager.api.get(`${path}/${merged.id}/timeline?limit=200&taskId=${(await task(merged, '1.connection-request')).id}`)).body as { items: unknown[] }).items).toHaveLength(3);
  });

  it('is refused across plants, for one that is over, and for one named twice', async () => {
    const [one, elsewhere] = [await start('simplified-connection'), await start('simplified-connection', { plantId: (await plantWith({})).plantId })];
    const over = await start('simplified-connection');
    await moveWorkflow(over, { status: 'Cancelled', reason: 'not needed' });
    const answers = await Promise.all([[one.id, elsewhere.id], [one.id, over.id], [one.id, one.id], [one.id, randomUUID()], [one.id]].map((workflowIds) => post('/merge', { workflowIds, name: 'x' })));
    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([[422, 'workflows-of-several-plants'], [409, 'workflow-is-closed'], [422, 'workflow-named-twice'], [404, 'workflow-not-found'], [400, 'invalid-request']]);
    expect((await read(one)).status).toBe('Active');
  });
});

describe('lists of tasks', () => {
  const list = async (query: string, caller = manager, of = 'tasks') => ((await caller.api.get(`/api/v1/workflows/${of}?${query}`).expect(200)).body as TaskPage);
  const codes = ({ items }: TaskPage) => items.map(({ code }) => code);

  it('show open ones by priority and due date, late ones, near ones, and those of some plants alone', async () => {
    await start('simplified-connection');
    await start('gaudi-registration');
    expect(codes(await list(''))).toEqual(['connection-request', 'operator-registration', 'plant-registration', 'works', 'flows', 'pod-activation']);
    const first = await list('limit=4');
    expect([...codes(first), ...codes(await list(`limit=4&cursor=${first.nextCursor}`))]).toEqual(codes(await list('')));
    expect(codes(await list('dueWithinDays=3'))).toEqual(['connection-request', 'operator-registration']);
    expect(codes(await list('authority=Terna&priority=Medium'))).toEqual(['operator-registration', 'plant-registration', 'flows']);
    workflows.today = '2027-01-08';
    const late = await list('overdue=true');
    expect(late.items).toMatchObject([{ code: 'connection-request', status: 'Delayed', daysLeft: -1, plantName: 'Colle Ventoso' }, { code: 'operator-registration' }]);
    const operator = await workflows.service.signIn(['workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [] } });
    expect(codes(await list('', operator))).toEqual([]);
    expect(codes(await list(`plantId=${plant.plantId}`, await workflows.service.signIn(['*'])))).toEqual([]);
  });

  it('show me what is mine or of a role of mine', async () => {
    const workflow = await start('simplified-connection');
    await workflows.service.database.admin.query(`update workflows.membership_access set roles = '{kronos/Operator}' where membership_id = $1`, [manager.membershipId]);
    const assign = async (code: string, assignee: object) => command(await task(workflow, code), 'assign', { assignee }).expect(200);
    await assign('connection-request', { kind: 'role', role: 'kronos/Operator' });
    await assign('works', { kind: 'user', userId: manager.userId });
    await assign('pod-activation', { kind: 'role', role: 'kronos/Viewer' });
    expect(codes(await list('', manager, 'my-tasks'))).toEqual(['connection-request', 'works']);
    expect(codes(await list('assigneeRole=kronos/Viewer'))).toEqual(['pod-activation']);
    await moveWorkflow(workflow, { status: 'Paused', reason: 'winter break' });
    expect(codes(await list('', manager, 'my-tasks'))).toEqual([]);
  });

  it('are changed row by row, each with its outcome', async () => {
    const workflow = await start('simplified-connection');
    const [first, works, pod] = await tasks(workflow) as [TaskView, TaskView, TaskView];
    const row = ({ id: taskId, version }: TaskView, more: object) => ({ workflowId: workflow.id, taskId, version, ...more });
    const { body } = await manager.api.post('/api/v1/workflows/tasks/bulk', {
      tasks: [row(first, { status: 'In Progress', priority: 'Low' }), row(works, { status: 'In Progress' }), row({ ...pod, version: 7 }, { priority: 'High' }), row(pod, { assignee: { kind: 'user', userId: randomUUID() } }), row(pod, { dueOn: '2027-03-01', reason: 'meters are late' }), { ...row(pod, { priority: 'Low' }), workflowId: randomUUID() }],
    }).expect(200);
    expect((body as TaskOutcomes).items.map(({ outcome, version, code }) => [outcome, version, code])).toEqual([
      ['updated', 2, null], ['refused', null, 'task-must-wait'], ['refused', null, 'stale'], ['refused', null, 'assignee-unknown'], ['updated', 2, null], ['refused', null, 'workflow-not-found'],
    ]);
    expect((await tasks(workflow)).map(({ status, priority, dueOn }) => [status, priority, dueOn])).toEqual([['In Progress', 'Low', '2027-01-07'], ['To Start', 'Medium', '2027-01-22'], ['To Start', 'Medium', '2027-03-01']]);
    await manager.api.post('/api/v1/workflows/tasks/bulk', { tasks: [row(pod, { dueOn: '2027-03-01' })] }).expect(400);
  });
});
