import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditRecorded, TaskOpened, TaskRescheduled, TaskStatusChanged, WorkflowChanged, type MigrationPreview, type TaskList, type TaskView, type TimelinePage, type WorkflowDetail } from '@kairos/contracts';
import { uncoveredRoutes, type Caller } from '@kairos/testing';
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
  plant = new PlantHistory(manager.tenantId, { type: 'Photovoltaic', status: 'In Operation', capacityKw: '40' });
  await workflows.hear(...plant.events);
  workflow = await start({ templateId: 'spi-check', templateVersion: 1 });
});

const start = async (more: object) => (await manager.api.post(path, { plantId: plant.plantId, ...more }).expect(201)).body as WorkflowDetail;
const read = async () => (await manager.api.get(`${path}/${workflow.id}`).expect(200)).body as WorkflowDetail;
const tasks = async () => ((await manager.api.get(`${path}/${workflow.id}/tasks`).expect(200)).body as TaskList).items;
const task = async (code: string) => (await tasks()).find((found) => found.code === code) as TaskView;
const command = async (code: string, verb: string, body: object) => {
  const { id, version } = await task(code);
  await manager.api.post(`${path}/${workflow.id}/tasks/${id}/${verb}`, body).set('if-match', `"${version}"`).expect(200);
};
const preview = async (query = '', caller = manager) => caller.api.get(`${path}/${workflow.id}/migration-preview${query}`);
const previewed = async () => { const { status, body } = await preview(); expect(status).toBe(200); return body as MigrationPreview; };
const migrate = (body: object, version = workflow.version) => manager.api.post(`${path}/${workflow.id}/migrate`, body).set('if-match', `"${version}"`);
const timeline = async () => ((await manager.api.get(`${path}/${workflow.id}/timeline?limit=200`).expect(200)).body as TimelinePage).items;
const told = async (type: string) => (await workflows.service.outbox(type)).filter(({ tenantid }) => tenantid === manager.tenantId).map(({ data }) => data as Record<string, unknown>);
const everything = async () => {
  const { rows } = await workflows.service.database.admin.query(`select (select jsonb_agg(w) from workflows.workflow w where id = $1), (select jsonb_agg(t order by t.position) from workflows.workflow_task t where workflow_id = $1),
    (select count(*) from workflows.workflow_change where workflow_id = $1), (select count(*) from workflows.outbox_event where tenant_id = $2)`, [workflow.id, manager.tenantId]);
  return rows[0] as unknown;
};

describe('the preview of a migration', () => {
  it('tells of every task what becomes of it, and stores nothing', async () => {
    const before = await everything();
    const shown = await previewed();
    expect(shown).toMatchObject({ workflowId: workflow.id, from: { id: 'spi-check', version: 1 }, to: { id: 'spi-check', version: 2 }, stages: ['check'], workflowStatus: { before: 'Active', after: 'Active' }, dueOn: { before: '2027-01-24', after: '2027-01-26' } });
    expect(shown.tasks.map(({ code, fate, changedFields, dueOn }) => [code, fate, changedFields, dueOn.before, dueOn.after])).toEqual([
      ['plan-check', 'kept', [], '2027-01-14', '2027-01-14'],
      ['run-check', 'changed', ['dataFields', 'completion'], '2027-01-19', '2027-01-19'],
      ['notify-dso', 'changed', ['durationDays'], '2027-01-24', '2027-01-26'],
      ['plan-next-check', 'new', [], null, '2027-01-22'],
    ]);
    expect(await previewed()).toEqual(shown);
    expect(await everything()).toEqual(before);
  });

  it('is refused where there is nothing to migrate to', async () => {
    const refused = async (query = '') => { const { status, body } = await preview(query); return [status, (body as { code: string }).code]; };
    expect(await refused('?templateVersion=1')).toEqual([409, 'not-a-newer-version']);
    expect(await refused('?templateVersion=9')).toEqual([404, 'workflow-template-not-found']);
    expect(await refused('?templateVersion=x')).toEqual([400, 'invalid-request']);
    const stranger = await workflows.service.signIn(['workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    expect((await preview('', stranger)).status).toBe(404);
    plant.change({ status: 'In Authorization' });
    await workflows.hear(...plant.events.slice(-1));
    expect(await refused()).toEqual([422, 'template-does-not-apply']);
    workflow = await start({ name: 'By hand', category: 'Maintenance' });
    expect(await refused()).toEqual([409, 'workflow-has-no-template']);
    await manager.api.post(`${path}/${workflow.id}/status`, { status: 'Cancelled', reason: 'not needed' }).set('if-match', '"1"').expect(200);
    expect(await refused()).toEqual([409, 'workflow-has-no-template']);
  });
});

describe('a migration', () => {
  it('does what was previewed: what is done stays, what is new comes, and one entry tells of all of it', async () => {
    await command('plan-check', 'status', { status: 'In Progress' });
    for (const code of ['technician-appointed', 'day-agreed']) await command('plan-check', 'checklist', { code, done: true });
    await command('run-check', 'status', { status: 'In Progress' });
    await manager.api.patch(`${path}/${workflow.id}/tasks/${(await task('run-check')).id}`, { data: { 'checked-on': '2027-01-04' } }).set('if-match', `"${(await task('run-check')).version}"`).expect(200);
    workflow = await read();
    const own = (await manager.api.post(`${path}/${workflow.id}/tasks`, { title: 'Call the owner', durationDays: 2 }).set('if-match', `"${workflow.version}"`).expect(201)).body as TaskView;
    workflow = await read();
    const doneBefore = await task('plan-check');
    const entries = (await timeline()).length;
    const shown = await previewed();

    const { body } = await migrate({ templateVersion: 2, digest: shown.digest }).expect(200);
    expect(body).toMatchObject({ template: { id: 'spi-check', version: 2 }, status: 'Active', dueOn: shown.dueOn.after });
    const after = await tasks();
    expect(after.map(({ code, status, startsOn, dueOn, skipped }) => ({ code, state: status, startsOn, dueOn, skipped }))).toEqual(shown.tasks.map(({ code, state, startsOn, dueOn, skipped }) => ({ code, state: state.after, startsOn: startsOn.after, dueOn: dueOn.after, skipped })));
    expect(await task('plan-check')).toEqual({ ...doneBefore, version: expect.any(Number) as unknown });
    expect(await task('run-check')).toMatchObject({ status: 'In Progress', data: { 'checked-on': '2027-01-04' }, dataFields: [{}, { code: 'within-limits' }] });
    expect(after.find(({ id }) => id === own.id)).toMatchObject({ status: 'To Start', dueOn: own.dueOn, title: { en: 'Call the owner' } });

    const [entry, ...earlier] = await timeline();
    expect(earlier).toHaveLength(entries);
    expect(entry).toMatchObject({ kind: 'workflow.migrated', actorId: manager.userId, before: { template: { version: 1 } }, after: { template: { version: 2 }, dueOn: shown.dueOn.after } });
    expect((await told(WorkflowChanged.type)).map(({ template, changedFields }) => [template, changedFields])).toEqual([[{ id: 'spi-check', version: 2 }, ['templateVersion']]]);
    expect((await told(TaskOpened.type)).at(-1)).toMatchObject({ code: 'plan-next-check' });
    expect((await told(TaskStatusChanged.type)).filter(({ reason }) => reason === 'migrated to version 2').map(({ state }) => state)).toEqual(shown.tasks.filter(({ fate, state }) => fate !== 'new' && state.before !== state.after).map(({ state }) => state.after));
    expect(await told(TaskRescheduled.type)).toHaveLength(shown.tasks.filter(({ fate, dueOn }) => fate !== 'new' && dueOn.before !== dueOn.after).length);
    expect((await workflows.service.outbox(AuditRecorded.type)).filter(({ tenantid, data }) => tenantid === manager.tenantId && (data as { resourceType: string; action: string }).action.includes('migrate')).map(({ data }) => (data as { resourceType: string }).resourceType).sort()).toEqual(['Workflow', ...Array<string>(4).fill('WorkflowTask')]);
    expect((await preview()).body).toMatchObject({ code: 'not-a-newer-version' });
  });

  it('is refused when something changed since the preview, and changes nothing then', async () => {
    const { digest } = await previewed();
    const before = await everything();
    const refused = async (body: object, version?: number) => { const answer = await migrate(body, version); return [answer.status, (answer.body as { code: string }).code]; };
    expect(await refused({ templateVersion: 2, digest: 'a'.repeat(64) })).toEqual([409, 'preview-outdated']);
    expect(await refused({ templateVersion: 2, digest }, 9)).toEqual([412, 'stale']);
    expect(await refused({ templateVersion: 2, digest: 'x' })).toEqual([400, 'invalid-request']);
    workflows.today = '2027-01-20';
    expect(await refused({ templateVersion: 2, digest })).toEqual([409, 'preview-outdated']);
    workflows.today = '2027-01-04';
    expect(await everything()).toEqual(before);
    await command('plan-check', 'status', { status: 'In Progress' });
    expect(await refused({ templateVersion: 2, digest })).toEqual([409, 'preview-outdated']);
    await manager.api.post(`${path}/${workflow.id}/migrate`, { templateVersion: 2, digest }).expect(428);
    const { digest: fresh } = await previewed();
    const answers = await Promise.all([migrate({ templateVersion: 2, digest: fresh }), migrate({ templateVersion: 2, digest: fresh })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('needs the right to change workflows', async () => {
    const reader = await workflows.service.signIn(['workflows.workflow.read'], { tenantId: manager.tenantId });
    const { digest } = (await preview('', reader)).body as MigrationPreview;
    await reader.api.post(`${path}/${workflow.id}/migrate`, { templateVersion: 2, digest }).set('if-match', '"1"').expect(403);
    expect(uncoveredRoutes(workflows.service.running.app)).toEqual([]);
  });
});
