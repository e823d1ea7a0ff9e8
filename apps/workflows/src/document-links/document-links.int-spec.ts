import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TaskList, WorkflowDetail } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { pdf } from '../test/document-files.builder.ts';
import { documentRequests, documentsPath, plantsOf, type DocumentQuery } from '../test/document-requests.ts';
import type { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

let workflows: WorkflowsUnderTest;
let manager: Caller;
const { upload, store, read, list } = documentRequests(() => manager);

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
});

describe('links of a document', () => {
  it('show a document to those who see one of its plants, and to nobody else', async () => {
    const [mine, other] = (await plantsOf(workflows, manager, 2)) as [PlantHistory, PlantHistory];
    const owner = await workflows.service.signIn(['documents.document.read'], { tenantId: manager.tenantId, rowScope: { plants: [mine.plantId] } });
    const operator = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId, rowScope: { plants: [mine.plantId] } });
    const shared = await store({ name: 'shared', plantId: mine.plantId });
    await store({ name: 'theirs', plantId: other.plantId });
    await store({ name: 'of the tenant' });
    expect([await list('', owner), await list('', operator), (await list()).length]).toEqual([['shared'], ['shared'], 3]);
    expect([await list(`plantId=${mine.plantId}`), await list(`plantId=${other.plantId}`, owner)]).toEqual([['shared'], []]);
    await manager.api.post(`${documentsPath}/${shared.id}/links`, { kind: 'plant', targetId: other.plantId }).expect(201);
    const seen = await read(shared.id, operator);
    expect(seen.links.map(({ targetId }) => targetId)).toEqual([mine.plantId]);
    expect((await upload(pdf('x'), {}, operator).expect(422)).body).toMatchObject({ code: 'document-needs-a-plant' });
    expect((await upload(pdf('x'), { plantId: other.plantId }, operator).expect(422)).body).toMatchObject({ code: 'link-target-not-found' });
    expect((await operator.api.delete(`${documentsPath}/${shared.id}/links/${seen.links[0]?.id}`).expect(422)).body).toMatchObject({ code: 'document-needs-a-plant' });
    const hidden = (await read(shared.id)).links.find(({ targetId }) => targetId === other.plantId);
    await operator.api.delete(`${documentsPath}/${shared.id}/links/${hidden?.id}`).expect(404);
    await manager.api.delete(`${documentsPath}/${shared.id}/links/${seen.links[0]?.id}`).expect(204);
    expect(await list('', owner)).toEqual([]);
    await owner.api.get(shared.latestVersion.contentPath).expect(404);
  });

  it('lead from a deadline, whose plant lets it be seen', async () => {
    const [plant] = (await plantsOf(workflows, manager, 1)) as [PlantHistory];
    const [deadline] = await workflows.deadlinesOf(plant.plantId);
    const operator = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId, rowScope: { plants: [plant.plantId] } });
    const document = await store({ name: 'receipt', deadlineId: deadline?.id ?? '' }, operator);
    expect(await list(`deadlineId=${deadline?.id}`, operator)).toEqual(['receipt']);
    expect((await manager.api.post(`${documentsPath}/${document.id}/links`, { kind: 'deadline', targetId: deadline?.id }).expect(409)).body).toMatchObject({ code: 'already-linked' });
    expect((await manager.api.post(`${documentsPath}/${document.id}/links`, { kind: 'deadline', targetId: randomUUID() }).expect(422)).body).toMatchObject({ code: 'link-target-not-found' });
  });

  it('lead from workflows and tasks, whose plant lets it be seen', async () => {
    const [mine, other] = (await plantsOf(workflows, manager, 2)) as [PlantHistory, PlantHistory];
    const start = async ({ plantId }: PlantHistory) => (await manager.api.post('/api/v1/workflows/workflows', { plantId, templateId: 'standard-connection', startsOn: '2026-11-23', draft: true }).expect(201)).body as WorkflowDetail;
    const tasksOf = async ({ id }: WorkflowDetail) => ((await manager.api.get(`/api/v1/workflows/workflows/${id}/tasks`).expect(200)).body as TaskList).items;
    const [workflow, hidden] = [await start(mine), await start(other)];
    const [[task], [hiddenTask]] = [await tasksOf(workflow), await tasksOf(hidden)];
    const owner = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId, rowScope: { plants: [mine.plantId] } });
    await store({ name: 'of the workflow', workflowId: workflow.id }, owner);
    const receipt = await store({ name: 'of the task', taskId: task?.id ?? '' }, owner);
    for (const [name, facts] of Object.entries<DocumentQuery>({ 'hidden workflow': { workflowId: hidden.id }, 'hidden task': { taskId: hiddenTask?.id ?? '' } })) {
      await store({ name, ...facts });
      expect((await upload(pdf('x'), facts, owner).expect(422)).body).toMatchObject({ code: 'link-target-not-found' });
    }
    const seen = (filter: string) => list(filter, owner);
    expect(await seen('')).toEqual(['of the task', 'of the workflow']);
    expect([await seen(`workflowId=${workflow.id}`), await seen(`taskId=${task?.id}`), await seen(`plantId=${mine.plantId}`)]).toEqual([['of the task', 'of the workflow'], ['of the task'], ['of the task', 'of the workflow']]);
    expect([await seen(`workflowId=${hidden.id}`), await seen(`taskId=${hiddenTask?.id}`), await seen(`plantId=${other.plantId}`)]).toEqual([[], [], []]);
    expect(await list(`plantId=${other.plantId}`)).toEqual(['hidden task', 'hidden workflow']);
    // What was handed in for a workflow outlives it.
    await manager.api.delete(`/api/v1/workflows/workflows/${workflow.id}`).set('if-match', `"${workflow.version}"`).expect(204);
    expect((await upload(pdf('late'), { taskId: task?.id ?? '' }, owner).expect(422)).body).toMatchObject({ code: 'link-target-not-found' });
    expect((await read(receipt.id, owner)).links).toMatchObject([{ kind: 'task', targetId: task?.id, workflowId: workflow.id }]);
  });
});
