import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { documentFileTypeNames, limitsOfPlan, type DocumentPage, type DocumentVersionView, type DocumentView, effectiveSettings } from '@kairos/contracts';
import { tellTerms, type Caller } from '@kairos/testing';
import { pdf } from '../test/document-files.builder.ts';
import { everyKind, hostileDocuments } from '../test/hostile-documents.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { documentRequests, documentsPath, plantsOf, type DocumentQuery } from '../test/document-requests.ts';

let workflows: WorkflowsUnderTest;
let manager: Caller;
const { send, upload, store, addVersion, read, list } = documentRequests(() => manager);

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start({ MAX_UPLOAD_BYTES: '2000000' });
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
});

const bytesAt = async (address: string, caller = manager) => (await caller.api.get(address).buffer(true).parse((response, done) => {
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => done(null, Buffer.concat(pieces)));
}).expect(200)).body as Buffer;
const storedFiles = async (caller: Caller) => (await readdir(join(workflows.folder, caller.tenantId), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);
const sha256Of = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe('a document', () => {
  it('is stored with its first version, and the world is told', async () => {
    const content = pdf('Autorizzazione unica');
    const document = await store({ fileName: 'Autorizzazione unica.pdf', category: 'Authorisation', tags: 'VIA, regione', expiresOn: '2031-05-01', note: 'in copia' }, manager, content);
    expect(document).toMatchObject({
      name: 'Autorizzazione unica', category: 'Authorisation', status: 'Valid', tags: ['VIA', 'regione'], expiresOn: '2031-05-01', retainUntil: '2041-05-01', links: [], version: 1, createdByUserId: manager.userId,
      latestVersion: { number: 1, fileName: 'Autorizzazione unica.pdf', fileType: 'pdf', mediaType: 'application/pdf', namedMediaType: 'application/pdf', sha256: sha256Of(content), byteSize: content.length, note: 'in copia' },
    });
    const { sha256 } = document.latestVersion;
    expect(await readFile(join(workflows.folder, manager.tenantId, sha256.slice(0, 2), sha256))).toEqual(content);
    const [told] = (await workflows.service.outbox('workflows.document.stored.v1')).filter(({ subject }) => subject === document.id);
    expect(told).toMatchObject({ tenantid: manager.tenantId, data: { name: 'Autorizzazione unica', plantIds: [], sha256, latestVersionNumber: 1 } });
    const audit = (await workflows.service.outbox('audit.recorded.v1')).filter(({ subject }) => subject === document.id);
    expect(audit.map(({ data }) => data)).toMatchObject([{ action: 'workflows.document.store', actorId: manager.userId, resourceName: 'Autorizzazione unica' }]);
  });

  it('keeps every version under its own id; the latest is asked for by that word', async () => {
    const [first, second] = [pdf('one'), pdf('two')];
    const document = await store({ expiresOn: '2027-01-01' }, manager, first);
    const added = (await addVersion(document, second, { note: 'corrected', expiresOn: '2028-01-01' }).expect(201)).body as DocumentVersionView;
    expect(added).toMatchObject({ number: 2, note: 'corrected', expiresOn: '2028-01-01' });
    expect(await read(document.id)).toMatchObject({ expiresOn: '2028-01-01', latestVersion: { id: added.id }, version: 2 });
    expect(await bytesAt(document.latestVersion.contentPath)).toEqual(first);
    expect(await bytesAt(added.contentPath)).toEqual(second);
    const latest = await manager.api.get(`${documentsPath}/${document.id}/latest/content`).expect(200);
    expect(latest.headers).toMatchObject({
      'content-location': added.contentPath, 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `attachment; filename="b.pdf"; filename*=UTF-8''b.pdf`, 'content-length': String(second.length),
    });
    await addVersion(document, second, { note: 'again' }).expect(200);
    const { items } = (await manager.api.get(`${documentsPath}/${document.id}/versions`).expect(200)).body as { items: DocumentVersionView[] };
    expect(items.map(({ number, sha256 }) => [number, sha256])).toEqual([[2, sha256Of(second)], [1, sha256Of(first)]]);
    const reads = (await workflows.service.outbox('audit.recorded.v1')).filter(({ data }) => (data as { action: string }).action === 'workflows.document-version.content');
    expect(reads.some(({ data }) => (data as { resourceId: string }).resourceId === document.id)).toBe(true);
    await expect(workflows.service.asTenant(manager.tenantId, () => workflows.service.em.transactional((em) => em.execute(`update document_version set note = 'forged'`)))).rejects.toThrow('permission denied');
  });

  it('stores the same bytes once for a tenant, also when two uploads race, and for each tenant apart', async () => {
    const content = pdf('twice');
    const documents = await Promise.all([store({ name: 'A' }, manager, content), store({ name: 'B' }, manager, content)]);
    expect(new Set(documents.map(({ latestVersion }) => latestVersion.id)).size).toBe(2);
    expect(await storedFiles(manager)).toEqual([sha256Of(content)]);
    const stranger = await workflows.service.signIn(['documents.*']);
    await store({}, stranger, content);
    expect(await storedFiles(stranger)).toEqual([sha256Of(content)]);
    const ask = (id: string) => stranger.api.get(`${documentsPath}/${id}`).set('x-request-id', 'the-same-request').expect(404);
    expect((await ask(documents[0].id)).text).toBe((await ask(randomUUID())).text);
  });

  it('is one of eleven kinds, told by its bytes', async () => {
    for (const [ending, content] of Object.entries(everyKind)) {
      const { latestVersion } = await store({ fileName: `x.${ending}` }, manager, content);
      expect([ending, latestVersion.fileType, latestVersion.mediaType]).toEqual([ending, ending === 'jpg' ? 'jpeg' : ending, latestVersion.namedMediaType]);
    }
    await tellTerms(workflows.service.database, 'workflows', manager.tenantId, { settings: effectiveSettings({}, { documentTypes: ['pdf'] }) });
    expect((await upload(everyKind['png'] as Buffer).expect(415)).body).toMatchObject({ code: 'document-type-not-allowed' });
    expect(documentFileTypeNames).toHaveLength(11);
  });

  it('is refused beyond the size or the plan, and nothing of it is kept', async () => {
    expect((await upload(Buffer.concat([pdf('x'), Buffer.alloc(2_000_000)])).expect(413)).body).toMatchObject({ code: 'document-too-large' });
    const { body } = await manager.api.post(`${documentsPath}?fileName=a.pdf&category=Fiscal`).set('content-type', 'application/pdf').set('content-length', '2000001').send('%PDF').ok(() => true).catch(() => ({ body: { code: 'document-too-large' } }));
    expect(body).toMatchObject({ code: 'document-too-large' });
    await store();
    await tellTerms(workflows.service.database, 'workflows', manager.tenantId, { limits: { ...limitsOfPlan.Professional, storageGb: 1 } });
    await workflows.service.database.admin.query(`insert into workflows.document_content values ($1, repeat('a', 64), 999999000)`, [manager.tenantId]);
    expect((await upload(pdf('beyond the plan', 'x'.repeat(2000))).expect(409)).body).toMatchObject({ code: 'plan-limit-reached' });
    expect(await storedFiles(manager)).toHaveLength(1);
    expect(await readdir(join(workflows.folder, 'incoming'))).toEqual([]);
  });

  it('says what is missing where its bytes are gone', async () => {
    const { latestVersion: { sha256, contentPath } } = await store();
    await rm(join(workflows.folder, manager.tenantId, sha256.slice(0, 2), sha256));
    expect((await manager.api.get(contentPath).expect(503)).body).toMatchObject({ code: 'document-content-missing' });
  });
});

describe('what is said of a document', () => {
  it('changes by its version, and its status follows', async () => {
    const document = await store({ expiresOn: '2026-11-20' });
    expect(document.status).toBe('Expired');
    const patch = (body: object, version: number) => manager.api.patch(`${documentsPath}/${document.id}`, body).set('if-match', `"${version}"`);
    expect((await patch({ expiresOn: '2026-11-21', legalReferences: ['Art. 12 D.Lgs. 387/2003'] }, 1).expect(200)).body).toMatchObject({ status: 'Valid', version: 2, legalReferences: ['Art. 12 D.Lgs. 387/2003'] });
    expect((await patch({ name: 'late' }, 1).expect(412)).body).toMatchObject({ code: 'stale' });
    expect((await patch({ approvalRequired: true }, 2).expect(200)).body).toMatchObject({ status: 'To Approve' });
    expect((await patch({ archived: true }, 3).expect(200)).body).toMatchObject({ status: 'Archived', archivedAt: expect.any(String) });
    expect((await addVersion(document, pdf('late')).expect(409)).body).toMatchObject({ code: 'document-is-archived' });
    expect((await patch({ archived: true }, 4).expect(422)).body).toMatchObject({ code: 'nothing-changes' });
    expect((await patch({ name: 'a\u202efdp' }, 4).expect(400)).body).toMatchObject({ errors: [{ pointer: '/name' }] });
  });

  it('expires by the day of the tenant, not of the machine', async () => {
    const { id } = await store({ expiresOn: '2026-11-21' });
    await tellTerms(workflows.service.database, 'workflows', manager.tenantId, {});
    await workflows.service.database.admin.query(`update workflows.tenant_terms set time_zone = 'Pacific/Kiritimati' where tenant_id = $1`, [manager.tenantId]);
    expect((await read(id)).status).toBe('Expired');
    await workflows.service.database.admin.query(`update workflows.tenant_terms set time_zone = 'America/Los_Angeles' where tenant_id = $1`, [manager.tenantId]);
    expect((await read(id)).status).toBe('Valid');
  });

  it('is found by category, status, tag and expiry', async () => {
    for (const [name, facts] of Object.entries<DocumentQuery>({ A: { expiresOn: '2026-12-01', tags: 'x' }, B: { expiresOn: '2026-11-01' }, C: { category: 'Fiscal' }, D: { expiresOn: '2027-12-01' } })) await store({ name, ...facts });
    expect(await list()).toEqual(['D', 'C', 'B', 'A']);
    expect([await list('category=Fiscal'), await list('status=Expired'), await list('tag=x'), await list('expiringWithinDays=30')]).toEqual([['C'], ['B'], ['A'], ['B', 'A']]);
    const { items, nextCursor } = (await manager.api.get(`${documentsPath}?expiringWithinDays=400&limit=2`).expect(200)).body as DocumentPage;
    expect([...items.map(({ name }) => name), ...(await list(`expiringWithinDays=400&limit=2&cursor=${nextCursor}`))]).toEqual(['B', 'A', 'D']);
    expect([await list('fileType=pdf'), await list('fileType=png')]).toEqual([['D', 'C', 'B', 'A'], []]);
  });

  it('is counted as the lists are that show it, of a plant and of those that the reader sees', async () => {
    const [plant, other] = (await plantsOf(workflows, manager, 2)) as [PlantHistory, PlantHistory];
    for (const expiresOn of ['2026-11-01', '2026-12-01', '2027-01-10', '2027-02-01', '2028-01-01']) await store({ expiresOn, plantId: plant.plantId });
    await store({ approvalRequired: 'true', plantId: other.plantId });
    const counts = async (search = '', caller = manager) => (await caller.api.get(`/api/v1/workflows/document-counts${search}`).expect(200)).body as unknown;
    const ofPlant = { all: 5, toApprove: 0, expired: 1, expiringWithin30Days: 2, expiringWithin60Days: 3, expiringWithin90Days: 4 };
    expect(await counts()).toEqual({ ...ofPlant, all: 6, toApprove: 1 });
    expect(await counts(`?plantId=${plant.plantId}`)).toEqual(ofPlant);
    const owner = await workflows.service.signIn(['documents.document.read'], { tenantId: manager.tenantId, rowScope: { plants: [plant.plantId] } });
    expect(await counts('', owner)).toEqual(ofPlant);
    await manager.api.get('/api/v1/workflows/document-counts?plantId=x').expect(400);
  });

  it('is gone once it is deleted, while the rows stay', async () => {
    const { id } = await store();
    workflows.today = '2040-01-01';
    await manager.api.delete(`${documentsPath}/${id}`).set('if-match', '"1"').expect(204);
    await manager.api.get(`${documentsPath}/${id}`).expect(404);
    expect(await list()).toEqual([]);
    const { rows } = await workflows.service.database.admin.query('select deleted_by_user_id from workflows.document where id = $1', [id]);
    expect(rows).toEqual([{ deleted_by_user_id: manager.userId }]);
  });
});

describe('the decision on a version', () => {
  it('is taken once, by somebody else than uploaded it, and the database holds to that', async () => {
    const document = await store({ approvalRequired: 'true' });
    const other = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId });
    const decide = (caller: Caller, versionId: string, decision = 'approved') => caller.api.post(`${documentsPath}/${document.id}/versions/${versionId}/decision`, { decision, note: 'seen' });
    expect(document.status).toBe('To Approve');
    expect((await decide(manager, document.latestVersion.id).expect(403)).body).toMatchObject({ code: 'uploader-decides' });
    expect((await decide(other, document.latestVersion.id).expect(201)).body).toMatchObject({ decision: { decision: 'approved', decidedByUserId: other.userId, note: 'seen' } });
    expect((await decide(other, document.latestVersion.id, 'rejected').expect(409)).body).toMatchObject({ code: 'decided-already' });
    expect((await read(document.id)).status).toBe('Valid');
    const second = (await addVersion(document, pdf('second')).expect(201)).body as DocumentVersionView;
    expect((await read(document.id)).status).toBe('To Approve');
    expect((await decide(other, document.latestVersion.id).expect(409)).body).toMatchObject({ code: 'not-the-latest-version' });
    const forged = workflows.service.database.admin.query(
      `insert into workflows.document_decision (tenant_id, document_version_id, uploaded_by_user_id, decision, decided_by_user_id) values ($1, $2, $3, 'approved', $4)`, [manager.tenantId, second.id, other.userId, manager.userId],
    );
    await expect(forged).rejects.toThrow('foreign key');
    await decide(other, second.id, 'rejected').expect(201);
    expect((await read(document.id)).status).toBe('To Approve');
    const told = (await workflows.service.outbox('workflows.document.decided.v1')).filter(({ subject }) => subject === document.id);
    expect(told.map(({ data }) => (data as { decision: string }).decision)).toEqual(['approved', 'rejected']);
  });
});

describe('sixty hostile names and files', () => {
  it.each(hostileDocuments.map((hostile) => [hostile.what, hostile] as const))('a file that %s', async (_, { fileName, address, content = pdf(fileName), ...expected }) => {
    const named = address ?? encodeURIComponent(fileName.toWellFormed());
    const { status, body } = await send(`${documentsPath}?fileName=${named}&category=Technical`, content, manager).ok(() => true);
    if ('refused' in expected) {
      expect([status, body.code]).toEqual([status, expected.refused]);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      return;
    }
    const { latestVersion } = body as DocumentView;
    expect([status, latestVersion?.fileName, latestVersion?.fileType]).toEqual([201, expected.stored, expected.kind ?? 'pdf']);
    expect(await storedFiles(manager)).toEqual([sha256Of(content)]);
    const { headers } = await manager.api.get(latestVersion.contentPath).expect(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\w .()+-]*"; filename\*=UTF-8''[\w.~%!#$&+^`|-]+$/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('are sixty', () => {
    expect(hostileDocuments).toHaveLength(60);
  });
});
