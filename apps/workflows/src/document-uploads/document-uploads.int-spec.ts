import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { effectiveSettings, limitsOfPlan, type DocumentUploadView, type DocumentVersionView, type DocumentView } from '@kairos/contracts';
import { ExpireUploads } from '@kairos/service-kit/uploads';
import { eventually, tellTerms, type Caller } from '@kairos/testing';
import { pdf } from '../test/document-files.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const path = '/api/v1/workflows/document-uploads';
const mebi = 1024 * 1024;
const tus = { 'tus-resumable': '1.0.0' };
let workflows: WorkflowsUnderTest;
let manager: Caller;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
  manager = await workflows.service.signIn(['documents.*']);
}, 60_000);
afterAll(() => workflows?.stop());

/** A scan of so many bytes that no other test has. */
const scan = (bytes: number) => Buffer.concat([pdf(randomUUID()), randomBytes(bytes)]).subarray(0, bytes);
const sha256Of = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const query = (facts: Record<string, string>) => new URLSearchParams(facts).toString();
const begin = (length: number | string, facts: Record<string, string> = { category: 'Technical' }, { caller = manager, fileName = 'Scansione.pdf' } = {}) =>
  caller.api.post(`${path}?${query(facts)}`).set({ ...tus, 'upload-length': String(length), 'upload-metadata': `filename ${Buffer.from(fileName).toString('base64')}` });
const begun = async (length: number, facts?: Record<string, string>, caller = manager) => ((await begin(length, facts, { caller }).expect(201)).body as DocumentUploadView).id;
const append = (id: string, offset: number, content: Buffer, caller = manager) =>
  caller.api.patch(`${path}/${id}`).set({ ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }).send(content as unknown as object);
const view = async (id: string, caller = manager) => (await caller.api.get(`${path}/${id}`).expect(200)).body as DocumentUploadView;
const head = (id: string, caller = manager) => fetch(`${caller.api.url}${path}/${id}`, { method: 'HEAD', headers: { ...tus, authorization: `Bearer ${caller.token}` } });
const document = async (id: string | null) => (await manager.api.get(`/api/v1/workflows/documents/${id}`).expect(200)).body as DocumentView;
const staged = (id: string, { tenantId } = manager) => (existsSync(join(workflows.folder, 'staged', tenantId, id)) ? readdir(join(workflows.folder, 'staged', tenantId, id)) : Promise.resolve([]));

describe('an upload of a document', () => {
  it('goes on from where the line broke, and becomes a document as one in a single request does', async () => {
    const content = scan(20 * mebi);
    const id = await begun(content.length, { category: 'Authorisation', name: 'Autorizzazione unica', tags: 'VIA,regione', expiresOn: '2031-05-01' });
    expect(await view(id)).toMatchObject({ state: 'initialized', receivedBytes: 0, totalBytes: content.length, documentId: null, documentVersionId: null });
    const sent = request(`${manager.api.url}${path}/${id}`, { method: 'PATCH', headers: { ...tus, authorization: `Bearer ${manager.token}`, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0', 'content-length': content.length } });
    sent.on('error', () => undefined).write(content.subarray(0, 10 * mebi));
    await eventually(() => view(id), ({ receivedBytes }) => receivedBytes >= 8 * mebi, 20_000);
    sent.destroy();
    const { receivedBytes } = await eventually(() => view(id), ({ state }) => state === 'paused', 20_000);
    expect((await head(id)).headers.get('upload-offset')).toBe(String(receivedBytes));
    const { headers } = await append(id, receivedBytes, content.subarray(receivedBytes)).expect(204);
    const done = await view(id);
    expect(done).toMatchObject({ state: 'completed', documentId: headers['document-id'], documentVersionId: headers['document-version-id'], failure: null });
    expect(await document(done.documentId)).toMatchObject({
      name: 'Autorizzazione unica', category: 'Authorisation', tags: ['VIA', 'regione'], expiresOn: '2031-05-01', createdByUserId: manager.userId,
      latestVersion: { id: done.documentVersionId, fileName: 'Scansione.pdf', fileType: 'pdf', sha256: sha256Of(content), byteSize: content.length },
    });
    expect(await staged(id)).toEqual([]);
    await manager.api.delete(`${path}/${id}`).set(tus).expect(409);
  }, 60_000);

  it('adds a version to a document that is named', async () => {
    const [first, second] = [scan(500), scan(600)];
    const id = await begun(first.length);
    await append(id, 0, first).expect(204);
    const { documentId } = await view(id);
    const next = await begun(second.length, { documentId: documentId ?? '', note: 'a better scan' });
    await append(next, 0, second).expect(204);
    expect(await view(next)).toMatchObject({ state: 'completed', documentId });
    const { items } = (await manager.api.get(`/api/v1/workflows/documents/${documentId}/versions`).expect(200)).body as { items: DocumentVersionView[] };
    expect(items.map(({ number, sha256, note }) => [number, sha256, note])).toEqual([[2, sha256Of(second), 'a better scan'], [1, sha256Of(first), null]]);
  });

  it('is finished by whoever asks next when the process ended just before', async () => {
    const content = scan(1000);
    const id = await begun(content.length);
    const busyUntil = (when: string) => workflows.service.database.admin.query('update workflows.upload_session set finishing_until = now() + $2::interval where id = $1', [id, when]);
    await busyUntil('1 hour');
    expect((await append(id, 0, content).expect(204)).headers['document-id']).toBeUndefined();
    await busyUntil('-1 second');
    const documentId = (await head(id)).headers.get('document-id');
    expect(await view(id)).toMatchObject({ state: 'completed', documentId });
  });
});

describe('an upload that is refused', () => {
  it('is so before its bytes are sent: for what is said of it, its size, want of room, or a plant that nobody sees', async () => {
    const caller = await workflows.service.signIn(['documents.*']);
    const malformed: Record<string, string>[] = [{}, { documentId: randomUUID(), category: 'Technical' }, { documentId: randomUUID(), name: 'a' }, { category: 'Unknown' }];
    for (const facts of malformed) await begin(10, facts, { caller }).expect(400);
    for (const fileName of ['', 'a\u0000b']) expect((await begin(10, undefined, { caller, fileName }).expect(400)).body).toMatchObject({ code: 'tus-header-malformed' });
    for (const length of ['', '0', '-1', 'x']) await begin(length, undefined, { caller }).expect(400);
    await begin(10, { documentId: randomUUID() }, { caller }).expect(404);
    const plant = new PlantHistory(caller.tenantId);
    await workflows.hear(...plant.events);
    const elsewhere = await workflows.service.signIn(['documents.*'], { tenantId: caller.tenantId, rowScope: { plants: [randomUUID()] } });
    expect((await begin(10, { category: 'Technical', plantId: plant.plantId }, { caller: elsewhere }).expect(422)).body).toMatchObject({ code: 'link-target-not-found' });
    await tellTerms(workflows.service.database, 'workflows', caller.tenantId, { settings: effectiveSettings({ documentMaxMib: 1024 }, {}), limits: { ...limitsOfPlan.Professional, storageGb: 1 } });
    expect((await begin(1025 * mebi, undefined, { caller }).expect(413)).body).toMatchObject({ code: 'document-too-large' });
    await begin(600_000_000, undefined, { caller }).expect(201);
    expect((await begin(600_000_000, undefined, { caller }).expect(409)).body).toMatchObject({ code: 'plan-limit-reached' });
  });

  it('is so at its end for what it turns out to be, and leaves nothing', async () => {
    const caller = await workflows.service.signIn(['documents.*']);
    const content = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600, 1)]);
    const id = await begun(content.length, undefined, caller);
    expect((await append(id, 0, content, caller).expect(415)).body).toMatchObject({ code: 'document-type-not-allowed' });
    expect(await view(id, caller)).toMatchObject({ state: 'failed', failure: { code: 'document-type-not-allowed' }, documentId: null });
    await append(id, content.length, Buffer.alloc(0), caller).expect(410);
    expect((await readdir(join(workflows.folder, caller.tenantId), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())).toEqual([]);
    expect(await staged(id, caller)).toEqual([]);
  });

  it('is nobody else’s: not of another tenant, nor of another user of the same one', async () => {
    const id = await begun(100);
    for (const other of [await workflows.service.signIn(['documents.*']), await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId })]) {
      expect((await other.api.get(`${path}/${id}`).expect(404)).body).toMatchObject({ code: 'upload-session-not-found' });
      await append(id, 0, scan(50), other).expect(404);
      await other.api.delete(`${path}/${id}`).set(tus).expect(404);
      expect((await head(id, other)).status).toBe(404);
    }
    await begin(10, undefined, { caller: await workflows.service.signIn(['documents.document.read']) }).expect(403);
    expect(await view(id)).toMatchObject({ state: 'initialized', receivedBytes: 0 });
  });
});

describe('an upload that is given up', () => {
  it('leaves no bytes, whether it was cancelled or waited too long', async () => {
    const [cancelled, late] = [await begun(100), await begun(100)];
    for (const id of [cancelled, late]) await append(id, 0, scan(50)).expect(204);
    await manager.api.delete(`${path}/${cancelled}`).set(tus).expect(204);
    await workflows.service.database.admin.query(`update workflows.upload_session set expires_at = now() - interval '1 second' where id = $1`, [late]);
    await append(late, 50, scan(50)).expect(410);
    await workflows.service.running.app.get(ExpireUploads).sweep();
    expect([(await view(cancelled)).state, await view(late)]).toMatchObject(['cancelled', { state: 'failed', failure: { code: 'upload-expired' } }]);
    expect([await staged(cancelled), await staged(late)]).toEqual([[], []]);
  });
});
