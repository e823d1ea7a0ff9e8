import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DocumentView, SubmissionManifest, SubmissionPackPage, TaskView } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { pdf } from '../test/document-files.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const root = '/api/v1/workflows';
let workflows: WorkflowsUnderTest;
let manager: Caller;
let plant: PlantHistory;
let workflowId: string;
let folder: string;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
  folder = mkdtempSync(join(tmpdir(), 'kairos-packs-'));
}, 60_000);
afterAll(async () => {
  await workflows?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
  plant = new PlantHistory(manager.tenantId);
  await workflows.hear(...plant.events);
  workflowId = ((await manager.api.post(`${root}/workflows`, { plantId: plant.plantId, templateId: 'standard-design' }).expect(201)).body as { id: string }).id;
});

async function store(facts: Record<string, string> = {}, content = pdf(randomUUID()), caller = manager): Promise<DocumentView> {
  const query = new URLSearchParams({ fileName: 'a.pdf', category: 'Technical', workflowId, ...facts });
  return (await caller.api.post(`${root}/documents?${query}`).set('content-type', 'application/pdf').send(content as unknown as object).expect(201)).body as DocumentView;
}
const ask = (body: object = { missing: 'mark' }, caller = manager) => caller.api.post(`${root}/workflows/${workflowId}/submission-pack`, body).buffer(true).parse((response, done) => {
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => done(null, Buffer.concat(pieces)));
});

/** The archive as whoever receives it opens and checks it. */
async function unpack(body: object = { missing: 'mark' }, caller = manager) {
  const answer = await ask(body, caller).expect(200);
  const [archive, into] = [join(folder, `${randomUUID()}.zip`), mkdtempSync(join(folder, 'out-'))];
  writeFileSync(archive, answer.body as Buffer);
  execFileSync('unzip', ['-q', archive, '-d', into], { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' } });
  const check = () => execFileSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: into, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const text = readFileSync(join(into, 'manifest.json'));
  return { into, check, text, manifest: JSON.parse(text.toString()) as SubmissionManifest, headers: answer.headers as Record<string, string> };
}

describe('a submission pack', () => {
  it('holds the documents of a workflow and its tasks, which sha256sum checks', async () => {
    const [task] = ((await manager.api.get(`${root}/workflows/${workflowId}/tasks`).expect(200)).body as { items: TaskView[] }).items;
    const content = pdf('Relazione');
    const approver = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId });
    const report = await store({ fileName: '../../Relazione “è”; rm -rf *.pdf', name: 'Relazione', approvalRequired: 'true' }, content);
    await approver.api.post(`${root}/documents/${report.id}/versions/${report.latestVersion.id}/decision`, { decision: 'approved' }).expect(201);
    const twins = [await store({ fileName: 'Twin.pdf' }), await store({ fileName: 'twin.pdf', taskId: task?.id ?? '' })];
    const archived = await store({ name: 'archived' });
    await manager.api.patch(`${root}/documents/${archived.id}`, { archived: true }).set('if-match', '"1"').expect(200);
    await store({ name: 'elsewhere', workflowId: ((await manager.api.post(`${root}/workflows`, { plantId: plant.plantId, templateId: 'standard-design' }).expect(201)).body as { id: string }).id });
    const { into, check, manifest, text, headers } = await unpack();
    expect(check().trim().split('\n')).toHaveLength(4);
    expect(readdirSync(into).sort()).toEqual(['SHA256SUMS', 'documents', 'manifest.json']);
    expect(readdirSync(join(into, 'documents')).map((name) => name.slice(0, 5))).toEqual(expect.arrayContaining(['0001 ', '0002 ', '0003 ']));
    expect(manifest).toMatchObject({ format: 'kairos.submission-pack.v1', tenantId: manager.tenantId, workflow: { id: workflowId }, task: null, plant: { id: plant.plantId }, madeByUserId: manager.userId });
    expect(manifest.documents.map(({ documentId }) => documentId).sort()).toEqual([report, ...twins].map(({ id }) => id).sort());
    const packed = manifest.documents.find(({ documentId }) => documentId === report.id);
    expect(packed).toMatchObject({ documentVersionId: report.latestVersion.id, sha256: report.latestVersion.sha256, byteSize: content.length, category: 'Technical', status: 'Valid', approvedByUserId: approver.userId, uploadedByUserId: manager.userId });
    expect(readFileSync(join(into, packed?.path ?? ''))).toEqual(content);
    expect([headers['kairos-manifest-sha256'], headers['kairos-pack-id']]).toEqual([createHash('sha256').update(text).digest('hex'), manifest.packId]);
    writeFileSync(join(into, packed?.path ?? ''), 'forged');
    expect(check).toThrow();
  });

  it('is on record, so that what was submitted can be proven later', async () => {
    await store();
    const { text, manifest } = await unpack();
    const { items } = (await manager.api.get(`${root}/workflows/${workflowId}/submission-packs`).expect(200)).body as SubmissionPackPage;
    expect(items).toMatchObject([{ id: manifest.packId, manifestSha256: createHash('sha256').update(text).digest('hex'), documentCount: 1, madeByUserId: manager.userId }]);
    const kept = await manager.api.get(`${root}/submission-packs/${manifest.packId}/manifest`).buffer(true).expect(200);
    expect(kept.text).toBe(text.toString());
    expect((await workflows.service.outbox('workflows.submission-pack.made.v1')).filter(({ subject }) => subject === manifest.packId)).toMatchObject([{ data: { workflowId, plantId: plant.plantId, documentCount: 1, manifestSha256: items[0]?.manifestSha256 } }]);
    const asApp = (statement: string) => workflows.service.asTenant(manager.tenantId, () => workflows.service.em.transactional((em) => em.execute(statement)));
    await expect(asApp(`update submission_pack set manifest = '{}'`)).rejects.toThrow('permission denied');
    await expect(asApp('delete from submission_pack')).rejects.toThrow('permission denied');
  });

  it('is refused while required documents are missing, or says which', async () => {
    const require = (documents: object[]) => workflows.service.database.admin.query('update workflows.workflow set base_documents = $2 where id = $1', [workflowId, JSON.stringify(documents)]);
    await workflows.service.database.admin.query(`update workflows.workflow_task set definition = jsonb_set(definition, '{documents}', '[]') where workflow_id = $1`, [workflowId]);
    await require([]);
    await store();
    await unpack({});
    await require([{ code: 'permit', title: { en: 'Permit', it: 'Permesso' }, category: 'Authorisation', required: true, maxAgeDays: null }]);
    const refused = await ask({}).expect(409);
    expect(JSON.parse((refused.body as Buffer).toString())).toMatchObject({ code: 'required-documents-missing', errors: [{ pointer: '/documents/permit', detail: 'Permit (Authorisation): missing' }] });
    expect((await unpack()).manifest.missing).toEqual([{ code: 'permit', title: { en: 'Permit', it: 'Permesso' }, category: 'Authorisation', status: 'missing' }]);
    await store({ category: 'Authorisation', expiresOn: '2026-11-20' });
    await ask({}).expect(409);
    await store({ category: 'Authorisation', expiresOn: '2026-11-21' });
    expect((await unpack({})).manifest.missing).toEqual([]);
  });

  it('is of a task alone when it is asked for so', async () => {
    const { items } = (await manager.api.get(`${root}/workflows/${workflowId}/tasks`).expect(200)).body as { items: TaskView[] };
    await store({ name: 'of the workflow' });
    const mine = await store({ taskId: items[0]?.id ?? '' });
    expect((await unpack({ missing: 'mark', taskId: items[0]?.id })).manifest).toMatchObject({ task: { id: items[0]?.id }, documents: [{ documentId: mine.id }] });
    await ask({ missing: 'mark', taskId: randomUUID() }).expect(404);
    await ask({ missing: 'mark', taskId: items[1]?.id }).expect(422);
  });

  it('holds the documents that were chosen, and says that a required one was left out', async () => {
    await workflows.service.database.admin.query(`update workflows.workflow_task set definition = jsonb_set(definition, '{documents}', '[]') where workflow_id = $1`, [workflowId]);
    await workflows.service.database.admin.query('update workflows.workflow set base_documents = $2 where id = $1', [workflowId, JSON.stringify([{ code: 'permit', title: { en: 'Permit', it: 'Permesso' }, category: 'Authorisation', required: true, maxAgeDays: null }])]);
    const permit = await store({ category: 'Authorisation' });
    const report = await store();
    const { manifest, check } = await unpack({ documentIds: [permit.id] });
    expect([manifest.documents.map(({ documentId, path }) => [documentId, path.slice(0, 15)]), manifest.missing]).toEqual([[[permit.id, 'documents/0001 ']], []]);
    expect(check()).toContain('OK');
    const refused = await ask({ documentIds: [report.id] }).expect(409);
    expect(JSON.parse((refused.body as Buffer).toString())).toMatchObject({ code: 'required-documents-missing' });
    expect((await unpack({ missing: 'mark', documentIds: [report.id] })).manifest.missing).toMatchObject([{ code: 'permit', status: 'missing' }]);
    const elsewhere = randomUUID();
    const unknown = await ask({ documentIds: [report.id, elsewhere] }).expect(422);
    expect(JSON.parse((unknown.body as Buffer).toString())).toMatchObject({ code: 'document-not-to-submit', errors: [{ pointer: '/documentIds', detail: elsewhere }] });
    await ask({ documentIds: [] }).expect(400);
  });

  it('holds what the caller sees and nothing else', async () => {
    await store();
    const scoped = await workflows.service.signIn(['documents.document.read', 'workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [plant.plantId] } });
    const blind = await workflows.service.signIn(['documents.document.read', 'workflows.workflow.read'], { tenantId: manager.tenantId, rowScope: { plants: [randomUUID()] } });
    const { manifest } = await unpack({ missing: 'mark' }, scoped);
    expect(manifest.documents).toHaveLength(1);
    await ask({ missing: 'mark' }, blind).expect(404);
    await blind.api.get(`${root}/submission-packs/${manifest.packId}/manifest`).expect(404);
    await blind.api.get(`${root}/workflows/${workflowId}/submission-packs`).expect(404);
    await ask({ missing: 'mark' }, await workflows.service.signIn(['documents.*', 'workflows.*'])).expect(404);
    // It tells of the workflow, its tasks and what they ask for.
    const archivist = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId });
    await ask({ missing: 'mark' }, archivist).expect(404);
    await archivist.api.get(`${root}/submission-packs/${manifest.packId}/manifest`).expect(404);
    await archivist.api.get(`${root}/workflows/${workflowId}/submission-packs`).expect(404);
  });

  it('breaks off where bytes are others by now, and does not begin where they are gone', async () => {
    const { latestVersion: { sha256, byteSize } } = await store();
    const path = join(workflows.folder, manager.tenantId, sha256.slice(0, 2), sha256);
    writeFileSync(path, Buffer.alloc(byteSize, 1));
    await expect(ask()).rejects.toThrow();
    rmSync(path);
    await ask().expect(503);
  });
});
