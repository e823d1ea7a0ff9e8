import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TaskCompleted, TaskDocumentsComplete, type DocumentView, type MissingDocumentList, type RequirementList, type TaskList, type TaskView, type WorkflowDetail } from '@kairos/contracts';
import { tellTerms, type Caller } from '@kairos/testing';
import { pdf } from '../test/document-files.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const root = '/api/v1/workflows';
let workflows: WorkflowsUnderTest;
let manager: Caller;
let plant: PlantHistory;
let workflow: WorkflowDetail;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2027-01-04';
  manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
  plant = new PlantHistory(manager.tenantId, { type: 'Photovoltaic', status: 'In Authorization', capacityKw: '40', incentivesTotalEur: '200000' });
  await workflows.hear(...plant.events);
  workflow = await start('simplified-connection');
});

const start = async (templateId: string) => (await manager.api.post(`${root}/workflows`, { plantId: plant.plantId, templateId }).expect(201)).body as WorkflowDetail;
const task = async (code: string, of = workflow) => ((await manager.api.get(`${root}/workflows/${of.id}/tasks`).expect(200)).body as TaskList).items.find((each) => each.code === code) as TaskView;
const command = ({ workflowId, id, version }: TaskView, verb: string, body: object) => manager.api.post(`${root}/workflows/${workflowId}/tasks/${id}/${verb}`, body).set('if-match', `"${version}"`);
const begun = async (code: string, of = workflow) => (await command(await task(code, of), 'status', { status: 'In Progress' }).expect(200)).body as TaskView;
const requirements = async ({ workflowId, id }: TaskView, caller = manager) => (await caller.api.get(`${root}/workflows/${workflowId}/tasks/${id}/requirements`).expect(200)).body as RequirementList;
const standing = async (of: TaskView) => (await requirements(of)).items.map(({ code, status, document }) => [code, status, document?.name ?? null]);
const upload = (facts: Record<string, string>, caller = manager) =>
  caller.api.post(`${root}/documents?${new URLSearchParams({ fileName: 'a.pdf', category: 'Technical', ...facts }).toString()}`).set('content-type', 'application/pdf').send(pdf(randomUUID()) as unknown as object);
const handIn = async (of: TaskView, name: string, facts: Record<string, string> = {}) => (await upload({ taskId: of.id, name, ...facts }).expect(201)).body as DocumentView;
const told = async (type: string) => (await workflows.service.outbox(type)).filter(({ tenantid }) => tenantid === manager.tenantId).map(({ data }) => data as Record<string, unknown>);
const missing = async (plantId = plant.plantId, caller = manager) => (await caller.api.get(`${root}/plants/${plantId}/missing-documents`).expect(200)).body as MissingDocumentList;

describe('the documents of a task', () => {
  it('are told with the version that is each, or with what is wrong', async () => {
    const request = await task('connection-request');
    expect(await standing(request)).toEqual([['plant-data', 'missing', null], ['requested-power', 'missing', null], ['preliminary-single-line', 'missing', null], ['cadastral-plan', 'missing', null]]);
    const scheme = await handIn(request, 'scheme', { requirementCode: 'preliminary-single-line' });
    await handIn(request, 'old plan', { category: 'Administrative', issuedOn: '2026-07-07' });
    const power = await handIn(request, 'power', { approvalRequired: 'true' });
    await handIn(request, 'expired', { expiresOn: '2027-01-03' });
    expect(await standing(request)).toEqual([['plant-data', 'toApprove', 'power'], ['requested-power', 'expired', 'expired'], ['preliminary-single-line', 'satisfied', 'scheme'], ['cadastral-plan', 'tooOld', 'old plan']]);
    expect((await requirements(request)).items[2]?.document).toEqual({ documentId: scheme.id, documentVersionId: scheme.latestVersion.id, name: 'scheme', issuedOn: scheme.latestVersion.uploadedAt.slice(0, 10), expiresOn: null });
    const other = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId });
    const decide = async (decision: string) => other.api.post(`${root}/documents/${power.id}/versions/${power.latestVersion.id}/decision`, { decision }).expect(201);
    await decide('rejected');
    expect((await standing(request))[0]).toEqual(['plant-data', 'expired', 'expired']);
    expect((await upload({ taskId: request.id, requirementCode: 'no-such' }).expect(422)).body).toMatchObject({ code: 'no-such-requirement' });
    expect((await upload({ plantId: plant.plantId, requirementCode: 'plant-data' }).expect(422)).body).toMatchObject({ code: 'no-such-requirement' });
  });

  it('are as old as the calendar of the tenant says, and not too old on the last day', async () => {
    await tellTerms(workflows.service.database, 'workflows', manager.tenantId, {});
    await workflows.service.database.admin.query(`update workflows.tenant_terms set time_zone = 'Pacific/Kiritimati' where tenant_id = $1`, [manager.tenantId]);
    const request = await task('connection-request');
    await handIn(request, 'plan', { category: 'Administrative', requirementCode: 'cadastral-plan' });
    const plan = async () => (await requirements(request)).items.map(({ code, status, document }) => [code, status, document?.issuedOn]).at(-1);
    // It is the next day there already: 180 days from the fifth of January are over with the fourth of July.
    workflows.today = '2027-07-03';
    expect(await plan()).toEqual(['cadastral-plan', 'satisfied', '2027-01-05']);
    workflows.today = '2027-07-04';
    expect(await plan()).toEqual(['cadastral-plan', 'tooOld', '2027-01-05']);
  });

  it('keep it open until the last of them is valid, which is told once', async () => {
    const works = await task('works');
    await handIn(works, 'conformity');
    expect((await requirements(works)).complete).toBe(false);
    const [late] = await Promise.all([handIn(works, 'protection'), handIn(works, 'twice')]);
    expect(await told(TaskDocumentsComplete.type)).toMatchObject([{ taskId: works.id, documents: [{ code: 'plant-conformity' }, { code: 'spi-conformity' }] }]);
    expect((await requirements(works)).complete).toBe(true);
    for (const { id, version } of ((await manager.api.get(`${root}/documents?taskId=${works.id}`).expect(200)).body as { items: DocumentView[] }).items) {
      await manager.api.patch(`${root}/documents/${id}`, { archived: true }).set('if-match', `"${version}"`).expect(200);
    }
    expect((await requirements(works)).items.map(({ status }) => status)).toEqual(['missing', 'missing']);
    expect(late.links).toMatchObject([{ kind: 'task', requirementCode: null }]);
  });

  it('close it with the last of them where its rule lets it close itself', async () => {
    const second = await start('e-distribuzione-phase-2');
    const photos = await begun('photos', second);
    expect(photos.completion.closesItself).toBe(true);
    let ticked = photos;
    for (const { code } of photos.checklist) ticked = (await command(ticked, 'checklist', { code, done: true }).expect(200)).body as TaskView;
    expect(ticked.status).toBe('In Progress');
    await workflows.handIn(photos, manager);
    expect((await task('photos', second)).status).toBe('Completed');
    expect(await told(TaskCompleted.type)).toMatchObject([{ taskId: photos.id, state: 'Completed' }]);
  });

  it('become valid by another version, an approval, a link or a later expiry', async () => {
    const activation = await task('pod-activation');
    const report = await handIn(activation, 'report', { category: 'Operational', expiresOn: '2027-01-01', approvalRequired: 'true' });
    const complete = async () => (await told(TaskDocumentsComplete.type)).length;
    const patch = (body: object, version: number) => manager.api.patch(`${root}/documents/${report.id}`, body).set('if-match', `"${version}"`).expect(200);
    await patch({ expiresOn: '2028-01-01' }, 1);
    expect(await complete()).toBe(0);
    const other = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId });
    await other.api.post(`${root}/documents/${report.id}/versions/${report.latestVersion.id}/decision`, { decision: 'approved' }).expect(201);
    expect(await complete()).toBe(1);
    await manager.api.post(`${root}/documents/${report.id}/versions?fileName=b.pdf&expiresOn=2027-01-02`).set('content-type', 'application/pdf').send(pdf('worse') as unknown as object).expect(201);
    expect((await requirements(activation)).complete).toBe(false);
    const spare = (await upload({ plantId: plant.plantId, category: 'Operational' }).expect(201)).body as DocumentView;
    await manager.api.post(`${root}/documents/${spare.id}/links`, { kind: 'task', targetId: activation.id, requirementCode: 'meter-report' }).expect(201);
    expect(await complete()).toBe(2);
  });
});

describe('what a plant lacks', () => {
  it('is asked for by its open tasks, workflows and deadlines, with what has expired', async () => {
    const { items } = await missing();
    expect(new Set(items.map(({ of }) => of.kind))).toEqual(new Set(['task', 'deadline']));
    expect(items.filter(({ of }) => of.kind === 'task')).toHaveLength(7);
    const dues = items.flatMap(({ of }) => of.dueOn ?? []);
    expect(dues).toEqual([...dues].sort());
    const request = await task('connection-request');
    await handIn(request, 'data');
    const visa = (await upload({ name: 'visa', plantId: plant.plantId, expiresOn: '2027-01-03' }).expect(201)).body as DocumentView;
    const after = await missing();
    expect([after.items.length, after.expired]).toEqual([items.length - 1, [{ documentId: visa.id, documentVersionId: visa.latestVersion.id, name: 'visa', category: 'Technical', expiresOn: '2027-01-03' }]]);
    await start('standard-photovoltaic');
    expect((await missing()).items.some(({ of, code }) => of.kind === 'workflow' && code === 'owner-identity')).toBe(true);
  });

  it('is asked for by the obligation of a deadline, in the words of its pack', async () => {
    const deadline = (await missing()).items.find(({ of }) => of.kind === 'deadline');
    const deadlineId = deadline?.of.kind === 'deadline' ? deadline.of.deadlineId : '';
    const read = async () => (await manager.api.get(`${root}/deadlines/${deadlineId}/requirements`).expect(200)).body as RequirementList;
    expect((await read()).items[0]).toMatchObject({ code: 'document-1', status: 'missing', category: deadline?.category });
    await upload({ deadlineId, category: deadline?.category ?? '', requirementCode: 'document-1' }).expect(201);
    expect((await read()).items[0]).toMatchObject({ status: 'satisfied' });
  });

  it('is told to those who see the plant, and to nobody else', async () => {
    const elsewhere = await workflows.service.signIn(['documents.document.read', 'workflows.*'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    const owner = await workflows.service.signIn(['documents.document.read', 'workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [plant.plantId] } });
    const stranger = await workflows.service.signIn(['documents.document.read', 'workflows.*']);
    const request = await task('connection-request');
    const paths = [`plants/${plant.plantId}/missing-documents`, `workflows/${workflow.id}/requirements`, `workflows/${workflow.id}/tasks/${request.id}/requirements`];
    for (const path of paths) {
      await owner.api.get(`${root}/${path}`).expect(200);
      for (const caller of [elsewhere, stranger]) await caller.api.get(`${root}/${path}`).expect(404);
    }
    await owner.api.get(`${root}/workflows/${workflow.id}/tasks/${randomUUID()}/requirements`).expect(404);
    const kindsFor = async (caller: Caller) => [...new Set((await missing(plant.plantId, caller)).items.map(({ of }) => of.kind))].sort();
    const [reader, accountant] = [await workflows.service.signIn(['documents.document.read'], { tenantId: manager.tenantId }), await workflows.service.signIn(['documents.document.read', 'workflows.deadline.read'], { tenantId: manager.tenantId })];
    expect([await kindsFor(manager), await kindsFor(owner), await kindsFor(accountant), await kindsFor(reader)]).toEqual([['deadline', 'task'], ['task'], ['deadline'], []]);
    for (const path of paths.slice(1)) for (const caller of [reader, accountant]) await caller.api.get(`${root}/${path}`).expect(404);
    const [deadline] = await workflows.deadlinesOf(plant.plantId);
    await accountant.api.get(`${root}/deadlines/${deadline?.id}/requirements`).expect(200);
    for (const caller of [reader, owner]) await caller.api.get(`${root}/deadlines/${deadline?.id}/requirements`).expect(404);
  });
});
