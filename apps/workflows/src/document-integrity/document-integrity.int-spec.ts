import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import S3rver from 's3rver';
import type { DocumentIntegrityView, DocumentView } from '@kairos/contracts';
import { S3FileStore } from '@kairos/service-kit/file-store';
import type { Caller } from '@kairos/testing';
import { pdf } from '../test/document-files.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { checkContent } from './check-content.ts';
import { CheckDocuments } from './check-documents.job.ts';

const root = '/api/v1/workflows';
let workflows: WorkflowsUnderTest;
let manager: Caller;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start({ INTEGRITY_BYTES_PER_NIGHT: '7000' });
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['documents.*', 'workflows.*']);
});

async function store(content = pdf(randomUUID()), name = 'Licenza'): Promise<DocumentView> {
  const query = new URLSearchParams({ fileName: 'a.pdf', category: 'Fiscal', name });
  return (await manager.api.post(`${root}/documents?${query}`).set('content-type', 'application/pdf').send(content as unknown as object).expect(201)).body as DocumentView;
}
const pathOf = ({ latestVersion: { sha256 } }: DocumentView) => join(workflows.folder, manager.tenantId, sha256.slice(0, 2), sha256);
const verify = ({ id, latestVersion }: DocumentView, caller = manager) => caller.api.post(`${root}/documents/${id}/versions/${latestVersion.id}/verify`);
const state = async () => (await manager.api.get(`${root}/document-integrity`).expect(200)).body as DocumentIntegrityView;
const tend = () => workflows.service.asTenant(manager.tenantId, () => workflows.service.running.app.get(CheckDocuments).tend(new AbortController().signal));
const told = async ({ id }: DocumentView) => (await workflows.service.outbox('workflows.document.damaged.v1')).filter(({ subject }) => subject === id).map(({ data }) => data);

async function flipAByte(document: DocumentView): Promise<Buffer> {
  const bytes = await readFile(pathOf(document));
  const flipped = Buffer.from(bytes);
  flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
  await writeFile(pathOf(document), flipped);
  return bytes;
}

describe('stored documents', () => {
  it('are read again at night; a flipped byte is found, told once and to whoever looks after documents', async () => {
    const [whole, broken] = [await store(), await store()];
    const bytes = await flipAByte(broken);
    await tend();
    const { damaged, neverChecked, contents } = await state();
    expect([contents, neverChecked]).toEqual([2, 0]);
    expect(damaged).toMatchObject([{ documentId: broken.id, documentVersionId: broken.latestVersion.id, finding: 'changed', foundSha256: expect.stringMatching(/^[0-9a-f]{64}$/), versionNumber: 1 }]);
    expect(await told(broken)).toMatchObject([{ documentVersionId: broken.latestVersion.id, finding: 'changed', sha256: broken.latestVersion.sha256, name: 'Licenza' }]);
    expect(await told(whole)).toEqual([]);
    const { items } = (await manager.api.get(`${root}/notifications`).expect(200)).body as { items: object[] };
    expect(items).toMatchObject([{ priority: 'high', type: 'alert', title: { en: 'Damaged: Licenza', it: 'Danneggiato: Licenza' }, subject: { kind: 'document', id: broken.id } }]);
    workflows.today = '2026-11-22';
    await tend();
    expect(await told(broken)).toHaveLength(1);
    await writeFile(pathOf(broken), bytes);
    expect((await verify(broken).expect(200)).body).toMatchObject({ finding: null, foundSha256: null });
    expect((await state()).damaged).toEqual([]);
    // What is damaged once more is news.
    await flipAByte(broken);
    await verify(broken).expect(200);
    expect(await told(broken)).toHaveLength(2);
  });

  it('that are gone, longer or shorter are found with one click', async () => {
    const [gone, longer, shorter] = [await store(), await store(), await store()];
    await rm(pathOf(gone));
    await writeFile(pathOf(longer), Buffer.concat([await readFile(pathOf(longer)), Buffer.alloc(1)]));
    await writeFile(pathOf(shorter), (await readFile(pathOf(shorter))).subarray(1));
    const found = await Promise.all([gone, longer, shorter].map(async (document) => ((await verify(document).expect(200)).body as { finding: string }).finding));
    expect(found).toEqual(['missing', 'changed', 'changed']);
    expect(await told(gone)).toMatchObject([{ finding: 'missing', foundSha256: null }]);
    const stranger = await workflows.service.signIn(['documents.*']);
    await verify(gone, stranger).expect(404);
    const scoped = await workflows.service.signIn(['documents.*'], { tenantId: manager.tenantId, rowScope: { plants: [] } });
    expect((await scoped.api.get(`${root}/document-integrity`).expect(200)).body).toMatchObject({ contents: 0, damaged: [] });
  });

  it('that cannot be read leave the others their turn, and are tried again in another night', async () => {
    const [first, second, third] = [await store(), await store(), await store()];
    const bytes = await readFile(pathOf(first));
    await rm(pathOf(first));
    await mkdir(pathOf(first));
    await tend();
    expect(await state()).toMatchObject({ contents: 3, neverChecked: 1, unreadable: 1, damaged: [] });
    expect([await told(first), await told(second), await told(third)]).toEqual([[], [], []]);
    await rm(pathOf(first), { recursive: true });
    await writeFile(pathOf(first), bytes);
    // Nothing twice in a night.
    await tend();
    expect(await state()).toMatchObject({ unreadable: 1 });
    workflows.today = '2026-11-22';
    await tend();
    expect(await state()).toMatchObject({ neverChecked: 0, unreadable: 0, damaged: [] });
  });

  it('of which many are gone are told of at once; without a store none is called missing', async () => {
    const documents: DocumentView[] = [];
    for (let count = 0; count < 8; count += 1) documents.push(await store());
    const bytes = await Promise.all(documents.map((document) => readFile(pathOf(document))));
    for (const document of documents) await rm(pathOf(document));
    await expect(tend()).rejects.toMatchObject({ code: 'document-store-away' });
    const notified = async () => ((await manager.api.get(`${root}/notifications`).expect(200)).body as { items: { template: string; title: { en: string } }[] }).items.map(({ template, title }) => [template, title.en]);
    expect([await notified(), await state()]).toMatchObject([[], { neverChecked: 8, damaged: [] }]);
    await writeFile(pathOf(documents[7] as DocumentView), bytes[7] as Buffer);
    await tend();
    expect((await state()).damaged).toHaveLength(7);
    expect(await notified()).toEqual([['many_damaged', 'Damaged: 7 documents']]);
    workflows.today = '2026-11-22';
    await tend();
    expect(await notified()).toHaveLength(1);
  });

  it('are read up to so many bytes a night, what was read longest ago first', async () => {
    const documents: DocumentView[] = [];
    for (let count = 0; count < 4; count += 1) documents.push(await store(pdf(randomUUID(), 'x'.repeat(3500))));
    const checked = async () => (await workflows.service.database.admin.query<{ sha256: string }>('select sha256 from workflows.document_check where tenant_id = $1 order by checked_at, sha256', [manager.tenantId])).rows.map(({ sha256 }) => sha256);
    const hashes = documents.map(({ latestVersion }) => latestVersion.sha256);
    await tend();
    const first = await checked();
    expect([first.length > 0, first.length < 4, first.every((sha256) => hashes.includes(sha256))]).toEqual([true, true, true]);
    for (const day of ['2026-11-22', '2026-11-23', '2026-11-24']) {
      workflows.today = day;
      await tend();
    }
    expect((await checked()).sort()).toEqual(hashes.sort());
    const { rows } = await workflows.service.database.admin.query<{ n: number }>(`select count(*)::int as n from workflows.document_check where tenant_id = $1 and checked_at >= '2026-11-22'`, [manager.tenantId]);
    expect(rows[0]?.n).toBe(4);
  });
});

describe('a bucket', () => {
  it('is read as a folder is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kairos-bucket-'));
    const bucket = new S3rver({ port: 0, silent: true, directory: folder, configureBuckets: [{ name: 'kairos', configs: [] }] });
    const { port } = await bucket.run();
    const files = new S3FileStore({ S3_BUCKET: 'kairos', S3_REGION: 'eu-south-1', S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER', S3_PREFIX: '' });
    try {
      const tenantId = randomUUID();
      const stored = await files.put(tenantId, (async function* () { yield Buffer.alloc(9_000_000, 7); })());
      const check = (content = stored) => checkContent(files, tenantId, content);
      expect(await check()).toEqual({ finding: null, foundSha256: null });
      expect(await check({ ...stored, byteSize: stored.byteSize - 1 })).toMatchObject({ finding: 'changed' });
      expect(await check({ ...stored, sha256: '0'.repeat(64) })).toMatchObject({ finding: 'missing' });
      await files.remove(tenantId, stored.sha256);
      expect(await check()).toEqual({ finding: 'missing', foundSha256: null });
    } finally {
      files.onModuleDestroy();
      await bucket.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
