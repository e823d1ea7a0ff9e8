import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { chunkNotFound, type BatchReceipt, type MatchResults, type PlantState, type TaskList, type TaskView, type TimelinePage, type UndoAnswer, type UndoChunkReceipt, type WorkflowPage, type WorkflowView } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const root = '/api/v1/workflows';
let workflows: WorkflowsUnderTest;
let importer: Caller;
let plant: PlantHistory;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2027-01-04';
  importer = await workflows.service.signIn(['workflows.workflow.read', 'workflows.workflow.write', 'workflows.workflow.delete', 'intake.import-job.undo']);
  plant = await plantWith({});
});

async function plantWith(facts: Partial<PlantState>): Promise<PlantHistory> {
  const made = new PlantHistory(importer.tenantId, { type: 'Photovoltaic', status: 'In Authorization', capacityKw: '40', ...facts, code: `IM-${randomUUID().slice(0, 8)}` });
  await workflows.hear(...made.events);
  return made;
}
const row = (title: string, more: object = {}, of = plant) => ({ plantCode: of.code, workflow: 'Revamping', title, dueOn: '2027-03-31', ...more });
const begun = (title: string, more: object = {}) => row(title, { category: 'Changes', ...more });
type Sent = { importJobId?: string; chunkIndex?: number; dryRun?: boolean; by?: Caller };
const post = (values: object[], { importJobId = randomUUID(), chunkIndex = 0, dryRun = false, by = importer }: Sent = {}) =>
  by.api.post(`${root}/tasks/batches`, { importJobId, chunkIndex, dryRun, rows: values.map((one, at) => ({ rowNumber: at + 1, values: one })) });
const send = async (values: object[], sent: Sent = {}) => (await post(values, sent).expect(200)).body as BatchReceipt;
const outcomes = ({ results }: BatchReceipt) => results.map(({ outcome, errors: [error] }) => (error ? `${error.field}: ${error.code}` : outcome));
const workflowsOf = async (of = plant) => ((await importer.api.get(`${root}/workflows?plantId=${of.plantId}`).expect(200)).body as WorkflowPage).items;
const tasksIn = async ({ id }: Pick<WorkflowView, 'id'>) => ((await importer.api.get(`${root}/workflows/${id}/tasks`).expect(200)).body as TaskList).items;
const tasks = async () => (await Promise.all((await workflowsOf()).map(tasksIn))).flat();
const titled = async (title: string) => (await tasks()).find((task) => task.title.en === title) as TaskView;
const timeline = async ({ workflowId, id }: TaskView) => ((await importer.api.get(`${root}/workflows/${workflowId}/timeline?taskId=${id}`).expect(200)).body as TimelinePage).items;
const changeHours = async ({ workflowId, id, version }: TaskView) => importer.api.patch(`${root}/workflows/${workflowId}/tasks/${id}`, { estimatedHours: '99' }).set('if-match', `"${version}"`).expect(200);

describe('tasks of a file', () => {
  it('start a workflow by hand where the plant has none of the name, each with what the row says', async () => {
    const receipt = await send([begun('Order the inverters', { priority: 'High', assignee: importer.userId, estimatedHours: '7.5', practiceCode: 'PR-1', status: 'In Progress', startedOn: '2026-12-20', authority: 'DSO' }), row('Dismantle', { status: 'Delayed' })]);
    expect(outcomes(receipt)).toEqual(['created', 'created']);
    expect(await workflowsOf()).toMatchObject([{ name: 'Revamping', category: 'Changes', status: 'Active', taskCount: 2 }]);
    expect(await titled('Order the inverters')).toMatchObject({
      id: receipt.results[0]?.recordId, priority: 'High', assignee: { kind: 'user', userId: importer.userId }, estimatedHours: '7.5', practiceCode: 'PR-1', status: 'In Progress', startedOn: '2026-12-20', dueOn: '2027-03-31', authority: 'DSO',
    });
    const told = (await workflows.service.outbox('workflows.task.opened.v1')).filter(({ data }) => (data as { plantId: string }).plantId === plant.plantId);
    expect(told).toHaveLength(2);
    const audits = (await workflows.service.outbox('audit.recorded.v1')).filter(({ data }) => (data as { resourceType: string; resourceId: string }).resourceId === receipt.importJobId);
    expect(audits.map(({ data }) => data)).toMatchObject([{ resourceType: 'TaskBatch', count: 2, resultsSha256: receipt.resultsSha256 }]);
  });

  it('are those of a template, found by their titles in any language', async () => {
    const receipt = await send([{ ...row('FILE part one of the single form'), workflow: 'Allaccio', template: 'simplified-connection', dueOn: '2027-01-08', status: 'In Progress' }, { ...row('works'), workflow: 'allaccio', dueOn: undefined, priority: 'High' }]);
    const [workflow] = await workflowsOf();
    const laidOut = await tasksIn(workflow as WorkflowView);
    expect([workflow?.name, workflow?.template?.id, laidOut.map(({ code }) => code)]).toEqual(['Allaccio', 'simplified-connection', ['connection-request', 'works', 'pod-activation']]);
    expect(outcomes(receipt)).toEqual(['created', 'created']);
    expect(laidOut[1]).toMatchObject({ priority: 'High', id: receipt.results[1]?.recordId });
    const again = await send([{ ...row(laidOut[0]?.title.it ?? ''), workflow: 'Allaccio', dueOn: '2027-01-08' }]);
    expect([outcomes(again), again.results[0]?.recordId]).toEqual([['unchanged'], laidOut[0]?.id]);
  });

  it('that are known are planned field by field, changed by the same rules, and left alone the next time', async () => {
    await send([begun('A', { estimatedHours: '2' }), row('B')]);
    const rows = [row('A', { priority: 'High', dueOn: '2027-02-15', estimatedHours: '3.25', reason: 'agreed with the DSO' }), row('B'), row('C', { estimatedHours: '1' })];
    const before = await tasks();
    const plan = await send(rows, { dryRun: true });
    expect(outcomes(plan)).toEqual(['updated', 'unchanged', 'created']);
    expect(plan.results[0]?.changes).toEqual([{ field: 'priority', before: 'Medium', after: 'High' }, { field: 'dueOn', before: '2027-03-31', after: '2027-02-15' }, { field: 'estimatedHours', before: '2', after: '3.25' }]);
    expect([plan.results[2]?.recordId, plan.impact]).toEqual([null, [{ group: 'Changes', created: 1, updated: 1, measure: 'estimatedHours', added: '1', changed: '1.25' }]]);
    expect(await tasks()).toEqual(before);
    const applied = await send(rows);
    expect(outcomes(applied)).toEqual(outcomes(plan));
    expect(applied.results[0]?.changedFields).toEqual(plan.results[0]?.changes?.map(({ field }) => field));
    expect((await timeline(await titled('A'))).find(({ kind }) => kind === 'task.rescheduled')).toMatchObject({ actorId: importer.userId, before: { dueOn: '2027-03-31' }, after: { dueOn: '2027-02-15' }, reason: 'agreed with the DSO' });
    expect(outcomes(await send(rows))).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('that are done are begun first, also when what they wait for comes later in the file; the last one completes the workflow', async () => {
    const done = { status: 'Completed', completedOn: '2026-12-30' };
    const connection = (title: string, more: object = {}) => ({ plantCode: plant.code, workflow: 'Fiscal', title, ...more });
    expect(outcomes(await send([begun('A', done), row('B', done), row('C', done)]))).toEqual(['created', 'created', 'created']);
    expect(await workflowsOf()).toMatchObject([{ status: 'Completed', progressPercent: 100 }]);
    expect(outcomes(await send([row('A', done), row('D')]))).toEqual(['unchanged', 'workflow: workflow-is-closed']);
    await send([connection('first', { category: 'Fiscal', dueOn: '2027-02-01' })]);
    const [first] = await tasksIn((await workflowsOf()).find(({ name }) => name === 'Fiscal') as WorkflowView);
    const { id, version } = (await workflowsOf()).find(({ name }) => name === 'Fiscal') as WorkflowView;
    await importer.api.post(`${root}/workflows/${id}/tasks`, { title: 'second', durationDays: 5, dependsOn: [first?.id] }).set('if-match', `"${version}"`).expect(201);
    expect(outcomes(await send([connection('second', { status: 'In Progress' })]))).toEqual(['status: task-must-wait']);
    expect(outcomes(await send([connection('second', { status: 'In Progress', dueOn: '2027-02-20' }), connection('first', { status: 'Completed', dueOn: '2027-01-15' })]))).toEqual(['updated', 'updated']);
    expect((await titled('second'))).toMatchObject({ status: 'In Progress', dueOn: '2027-02-20' });
  });

  it('keep the days that the file names, whatever moves with what they depend on, so that the same file changes nothing again', async () => {
    const rows = [['pod-activation', '2027-06-30'], ['works', '2027-05-31'], ['connection-request', '2027-04-30']].map(([title, dueOn]) => ({ ...row(title ?? '', { dueOn }), template: 'simplified-connection' }));
    expect(outcomes(await send(rows))).toEqual(['created', 'created', 'created']);
    expect((await tasks()).map(({ dueOn }) => dueOn)).toEqual(['2027-04-30', '2027-05-31', '2027-06-30']);
    expect(outcomes(await send(rows))).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  it('that break a rule are rejected alone, by field and code, and leave nothing behind', async () => {
    await send([begun('A'), row('Done', { status: 'Completed' })]);
    const before = await tasks();
    const colleague = randomUUID();
    const receipt = await send([
      row('A', { priority: 'High', status: 'Skipped', reason: 'not needed' }), row('A', { status: 'Blocked' }), row('Done', { status: 'In Progress' }), row('A', { priority: 'Low', assignee: colleague }), row('A', { assignee: 'Nobody’s team' }),
      row('A', { status: 'In Progress', startedOn: '2027-02-01' }), row('A', { completedOn: '2027-01-02' }), { ...row('New'), dueOn: undefined }, { ...row('A'), workflow: 'Unknown' }, { ...row('A'), workflow: 'Unknown 2', template: 'no-such-template' },
      { ...row('A'), workflow: 'Unknown 3', template: 'design-with-constraints' }, row('Done', { dueOn: '2027-08-08' }), row('Done', { status: 'Completed', completedOn: '2026-01-01' }), row('B'),
    ]);
    expect(outcomes(receipt)).toEqual([
      'status: task-is-mandatory', 'reason: reason-required', 'reason: reason-required', 'assignee: assignee-unknown', 'assignee: assignee-unknown', 'startedOn: day-not-possible', 'completedOn: day-without-status', 'dueOn: due-date-missing',
      'workflow: workflow-not-found', 'template: workflow-template-not-found', 'template: template-does-not-apply', 'dueOn: task-is-closed', 'completedOn: day-is-known', 'created',
    ]);
    expect((await tasks()).filter(({ title }) => title.en !== 'B')).toEqual(before);
    expect(await workflowsOf()).toHaveLength(1);
  });

  it.each([['status', 'Finished'], ['dueOn', '2027-02-30'], ['dueOn', '31/12/2027'], ['priority', 'Urgent'], ['estimatedHours', '1,5'], ['title', ''], ['plantCode', 7], ['workflow', null], ['colour', 'red'], ['category', 'Other']])(
    'with %s %j are rejected alone', async (field, value) => {
      expect(outcomes(await send([begun('A', { [field]: value }), begun('B')]))).toEqual([`${field}: invalid-${field}`, 'created']);
    });

  it('of plants that somebody does not reach are told of like those of no plant, and nobody who does not reach one is given a task of it', async () => {
    const theirs = await plantWith({});
    const limited = await workflows.service.signIn(['workflows.*'], { tenantId: importer.tenantId, rowScope: { plants: [plant.plantId] } });
    const receipt = await send([begun('A'), begun('A', { plantCode: theirs.code }), begun('A', { plantCode: 'NOWHERE' })], { by: limited });
    expect(outcomes(receipt)).toEqual(['created', 'plantCode: plant-not-found', 'plantCode: plant-not-found']);
    expect({ ...receipt.results[1]?.errors[0], value: '' }).toEqual({ ...receipt.results[2]?.errors[0], value: '' });
    expect(await workflowsOf(theirs)).toEqual([]);
    expect(outcomes(await send([{ ...begun('A', { assignee: limited.userId }, ), plantCode: theirs.code }, row('A', { assignee: limited.userId })]))).toEqual(['assignee: assignee-unknown', 'updated']);
    const stranger = await workflows.service.signIn(['workflows.*']);
    expect(outcomes(await send([begun('A')], { by: stranger }))).toEqual(['plantCode: plant-not-found']);
    await post([begun('A')], { by: await workflows.service.signIn(['workflows.workflow.read'], { tenantId: importer.tenantId }) }).expect(403);
  });

  it('in a chunk that comes again, also at the same time, are opened once and answered with one receipt', async () => {
    const chunk = { importJobId: randomUUID(), chunkIndex: 0, rows: Array.from({ length: 40 }, (_, at) => ({ rowNumber: at + 1, values: begun(`Task ${at}`) })) };
    const apply = (more: object = {}) => importer.api.post(`${root}/tasks/batches`, { ...chunk, ...more });
    expect((await apply({ receiptOnly: true, rows: [] }).expect(404)).body).toMatchObject({ code: chunkNotFound });
    const answers = await Promise.all([apply(), apply(), apply()]);
    for (const { status, body } of answers) expect([status, body]).toEqual([200, answers[0]?.body]);
    expect((await apply({ receiptOnly: true, rows: [] }).expect(200)).body).toEqual(answers[0]?.body);
    expect(await tasks()).toHaveLength(40);
  });

  it('of two imports at once that name the same new workflow start it once', async () => {
    const receipts = await Promise.all([send([begun('A')]), send([begun('B')]), send([begun('C')])]);
    expect(receipts.flatMap(outcomes)).toEqual(['created', 'created', 'created']);
    expect(await workflowsOf()).toMatchObject([{ taskCount: 3 }]);
  });

  it('are found by their titles, those of a plant or workflow when that is said too', async () => {
    await send([begun('Order the inverters'), row('Order the modules')]);
    const match = async (conditions: object[], by = importer) => ((await by.api.post(`${root}/tasks/match`, { queries: [{ conditions }] }).expect(200)).body as MatchResults).results[0]?.candidates ?? [];
    const name = { matchType: 'name', propertyValue: 'order the inverters' };
    expect(await match([name, { matchType: 'property', propertyId: 'plantCode', propertyValue: plant.code }])).toMatchObject([{ name: 'Order the inverters', score: 100, match: true, description: `Revamping, ${plant.code}` }, { match: false }]);
    expect(await match([name, { matchType: 'property', propertyId: 'workflow', propertyValue: 'Another' }])).toEqual([]);
    expect(await match([name], await workflows.service.signIn(['workflows.*'], { tenantId: importer.tenantId, rowScope: { plants: [] } }))).toEqual([]);
  });
});

describe('an import of tasks that is undone', () => {
  const undo = async (importJobId: string, dryRun = false, by = importer) => (await workflows.service.through('intake', by).api.post(`${root}/tasks/batches/undo`, { importJobId, dryRun }).expect(200)).body as UndoAnswer;
  const receipt = async (importJobId: string, chunkIndex = 0) => (await workflows.service.through('intake', importer).api.post(`${root}/tasks/batches/undo/chunks`, { importJobId, chunkIndex }).expect(200)).body as UndoChunkReceipt;
  const facts = ({ code, status, dueOn, priority, assignee, estimatedHours, startedOn, completedOn, skipped }: TaskView) => ({ code, status, dueOn, priority, assignee, estimatedHours, startedOn, completedOn, skipped });

  it('gives everything it changed back as a whole, leaves out what it added, and removes the workflows it started', async () => {
    await send([begun('A', { assignee: importer.userId }), row('B', { status: 'In Progress' })]);
    const before = (await tasks()).map(facts);
    const importJobId = randomUUID();
    await send([row('A', { status: 'Completed', priority: 'High', estimatedHours: '4' }), row('C')], { importJobId });
    await send([row('B', { status: 'Completed', dueOn: '2027-04-01' }), { ...begun('X'), workflow: 'Other' }], { importJobId, chunkIndex: 1 });
    expect(await undo(importJobId, true)).toMatchObject({ opened: false, obstacleCount: 0 });
    expect(await undo(importJobId)).toMatchObject({ opened: true, obstacles: [] });
    expect((await workflowsOf()).map(({ name, status }) => [name, status])).toEqual([['Revamping', 'Active']]);
    const left = await tasks();
    expect(left.filter(({ title }) => title.en !== 'C').map(facts)).toEqual(before);
    expect(left.find(({ title }) => title.en === 'C')).toMatchObject({ status: 'Skipped', skipped: { by: 'undo' } });
    expect(await receipt(importJobId)).toMatchObject({ removed: 3, restored: 3, left: 0 });
    expect([await undo(importJobId), await receipt(importJobId, 1)]).toMatchObject([{ opened: true }, { removed: 0, restored: 0, left: 0 }]);
    expect((await post([row('Z')], { importJobId, chunkIndex: 2 }).expect(409)).body).toMatchObject({ code: 'import-is-undone' });
    expect(outcomes(await send([row('C', { dueOn: '2027-05-05' })]))).toEqual(['updated']);
    expect(await titled('C')).toMatchObject({ status: 'To Start', dueOn: '2027-05-05' });
  });

  it('stays as it is, and tells what stands in the way, when one record was changed since or is out of reach', async () => {
    await send([begun('A')]);
    const importJobId = randomUUID();
    await send([row('A', { priority: 'High' }), row('B')], { importJobId });
    await changeHours(await titled('B'));
    const answer = await undo(importJobId);
    expect(answer).toMatchObject({ opened: false, obstacleCount: 1, obstacles: [{ code: 'changed-since', name: 'Revamping: B', recordId: (await titled('B')).id }] });
    expect(await titled('A')).toMatchObject({ priority: 'High' });
    const limited = await workflows.service.signIn(['workflows.*', 'intake.import-job.undo'], { tenantId: importer.tenantId, rowScope: { plants: [] } });
    expect((await undo(importJobId, true, limited)).obstacles.map(({ code, name }) => [code, name])).toEqual(Array(3).fill(['outside-row-scope', null]));
    await importer.api.post(`${root}/tasks/batches/undo`, { importJobId }).expect(403);
    await workflows.service.through('intake', importer).api.post(`${root}/tasks/batches/undo/chunks`, { importJobId, chunkIndex: 0 }).expect(409);
  });
});
