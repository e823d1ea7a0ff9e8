import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DocumentSearchPage, DocumentView } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { docx, pdf, png, xlsx } from '../test/document-files.builder.ts';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { signedFile } from '../test/signed-files.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { ExtractTexts } from './extract-texts.job.ts';

const path = '/api/v1/workflows/documents';
let workflows: WorkflowsUnderTest;
let manager: Caller;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2026-11-21';
  manager = await workflows.service.signIn(['documents.*']);
});

const store = async (content: Buffer, facts: Record<string, string> = {}, caller = manager) =>
  (await caller.api.post(`${path}?${new URLSearchParams({ fileName: 'a.pdf', category: 'Technical', ...facts }).toString()}`).set('content-type', 'application/octet-stream').send(content as unknown as object).expect(201)).body as DocumentView;
const extract = (tenantId = manager.tenantId) => workflows.service.asTenant(tenantId, () => workflows.service.running.app.get(ExtractTexts).tend(new AbortController().signal));
const search = async (q: string, more: Record<string, string> = {}, caller = manager) => (await caller.api.get(`/api/v1/workflows/document-search?${new URLSearchParams({ q, ...more }).toString()}`).expect(200)).body as DocumentSearchPage;
const found = async (q: string, more: Record<string, string> = {}, caller = manager) => (await search(q, more, caller)).items.map(({ document }) => document.name);
const textOf = async ({ id }: DocumentView) => ((await manager.api.get(`${path}/${id}`).expect(200)).body as DocumentView).latestVersion.text;

describe('the text of a version', () => {
  it('waits to be taken out, and says what became of that', async () => {
    const good = await store(docx(['Relazione paesaggistica']));
    const picture = await store(png, { fileName: 'a.png' });
    const broken = await store(Buffer.from(`%PDF-1.7\n${randomUUID()}`));
    const blank = await store(pdf(''));
    const lost = await store(pdf('lost'));
    expect(await textOf(good)).toEqual({ status: 'pending', reason: null });
    await rm(join(workflows.folder, manager.tenantId, lost.latestVersion.sha256.slice(0, 2), lost.latestVersion.sha256));
    for (let attempt = 0; attempt < 4; attempt += 1) await extract().catch(() => undefined);
    expect(await textOf(good)).toEqual({ status: 'extracted', reason: null });
    expect(await textOf(picture)).toEqual({ status: 'unsupported', reason: 'no text is taken out of png' });
    expect(await textOf(broken)).toEqual({ status: 'failed', reason: 'it is broken, or locked by a password' });
    expect(await textOf(blank)).toEqual({ status: 'empty', reason: null });
    expect(await textOf(lost)).toEqual({ status: 'failed', reason: 'it is not in the store' });
  }, 30_000);

  it('waits for a store that fails, however often it does', async () => {
    const withheld = await store(pdf('idroelettrico'));
    const other = await store(pdf('geotermico'));
    const place = join(workflows.folder, manager.tenantId, withheld.latestVersion.sha256.slice(0, 2), withheld.latestVersion.sha256);
    const bytes = await readFile(place);
    await rm(place);
    await mkdir(place);
    for (let turn = 0; turn < 5; turn += 1) await expect(extract()).rejects.toMatchObject({ code: 'EISDIR' });
    expect([await textOf(withheld), await textOf(other)]).toEqual([{ status: 'pending', reason: null }, { status: 'extracted', reason: null }]);
    await rm(place, { recursive: true });
    await writeFile(place, bytes);
    await extract();
    expect(await textOf(withheld)).toEqual({ status: 'extracted', reason: null });
  }, 30_000);

  it('is that of the latest version alone', async () => {
    const document = await store(pdf('turbina eolica'));
    await extract();
    await manager.api.post(`${path}/${document.id}/versions?fileName=b.pdf`).set('content-type', 'application/pdf').send(pdf('pannello solare') as unknown as object).expect(201);
    expect([await found('turbina'), await found('pannello')]).toEqual([[], []]);
    await extract();
    expect([await found('turbina'), await found('pannelli')]).toEqual([[], ['a']]);
  });
});

describe('searching', () => {
  it('for no word finds nothing', async () => {
    await store(pdf('anything'), { name: 'Licenza' });
    expect([await found('!!'), await found('in'), await found('licenza')]).toEqual([[], [], ['Licenza']]);
  });

  it('finds what stands in plain text of any encoding, however long, and in what was signed', async () => {
    await store(Buffer.from('POD;Comune\nIT001E00000017;Forl\u00ec\n', 'latin1'), { name: 'letture', fileName: 'a.csv' });
    await store(Buffer.from('\ufeffVerbale di sopralluogo a Forl\u00ec', 'utf16le'), { name: 'verbale', fileName: 'a.txt' });
    await store(Buffer.from('Sopralluogo\n'.repeat(3_000_000)), { name: 'registro', fileName: 'registro.txt' });
    await store(signedFile(pdf('Sopralluogo presso la centrale'), 50), { name: 'firmato', fileName: 'a.pdf.p7m' });
    const beside = await store(signedFile(null), { fileName: 'b.p7m' });
    await extract();
    expect([await found('IT001E00000017'), (await found('forlì')).sort(), (await found('sopralluogo')).sort()]).toEqual([['letture'], ['letture', 'verbale'], ['firmato', 'registro', 'verbale']]);
    expect((await search('presso la centrale')).items[0]?.snippet).toContain('<mark>presso</mark> la <mark>centrale</mark>');
    expect(await textOf(beside)).toEqual({ status: 'unsupported', reason: 'it holds signatures alone' });
  });

  it('finds words of Italian and English in name, tags and text, the name before tags before the text', async () => {
    await store(docx(['Le autorizzazioni della Regione Puglia', 'for two connections to the grid']), { name: 'in the text', fileName: 'a.docx' });
    await store(xlsx(['Contatore', 'IT001E12345678']), { name: 'letture', fileName: 'a.xlsx', tags: 'autorizzazione' });
    await store(pdf('nothing'), { name: 'Autorizzazione unica' });
    await extract();
    expect(await found('autorizzazione')).toEqual(['Autorizzazione unica', 'letture', 'in the text']);
    expect([await found('connection'), await found('"regione puglia"'), await found('it001e12345678')]).toEqual([['in the text'], ['in the text'], ['letture']]);
    expect([await found('autorizzazione -regione -unica'), await found('contatore or puglia'), await found('autorizzazione', { category: 'Fiscal' })]).toEqual([['letture'], expect.arrayContaining(['letture', 'in the text']), []]);
    const { items: [hit] } = await search('connections');
    expect(hit?.snippet).toContain('two <mark>connections</mark> to the grid');
    expect((await search('unica')).items[0]?.snippet).toBeNull();
  });

  it('shows what matched of a long and hostile text, escaped', async () => {
    await store(docx([`${'intro '.repeat(5000)}`, '&lt;script&gt;alert(1)&lt;/script&gt; 5 &lt; 6 la concessione &amp; altro']), { fileName: 'a.docx' });
    await extract();
    const { items: [hit] } = await search('concessione');
    expect(hit?.snippet).toMatch(/5 &lt; 6 la <mark>concessione<\/mark> &amp; altro/);
    expect(hit?.snippet?.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>]/);
    for (const q of [`' | !`, ':*', '((', '"', 'tenant:', `tenant:${manager.tenantId}`, '\\', '%_', 'a'.repeat(200)]) await manager.api.get(`/api/v1/workflows/document-search?q=${encodeURIComponent(q.padEnd(2, 'x'))}`).expect(200);
    await manager.api.get('/api/v1/workflows/document-search?q=a').expect(400);
  });

  it('finds nothing of another tenant, of a plant out of reach, or that is deleted', async () => {
    const plants = [new PlantHistory(manager.tenantId), new PlantHistory(manager.tenantId)] as const;
    await workflows.hear(...plants.flatMap(({ events }) => events));
    const [mine, other] = plants;
    for (const [name, plantId] of [['mine', mine.plantId], ['theirs', other.plantId]] as const) await store(pdf('trasformatore'), { name, plantId });
    await store(pdf('trasformatore'), { name: 'of the tenant' });
    const stranger = await workflows.service.signIn(['documents.*']);
    await store(pdf('trasformatore'), { name: 'foreign' }, stranger);
    await extract();
    await extract(stranger.tenantId);
    const owner = await workflows.service.signIn(['documents.document.read'], { tenantId: manager.tenantId, rowScope: { plants: [mine.plantId] } });
    expect([await found('trasformatore', {}, owner), await found('trasformatori', {}, stranger), await found('trasformatore', { plantId: other.plantId })]).toEqual([['mine'], ['foreign'], ['theirs']]);
    expect(await found('trasformatore', { plantId: other.plantId }, owner)).toEqual([]);
    expect((await found('trasformatore')).sort()).toEqual(['mine', 'of the tenant', 'theirs']);
    // Past the rules that keep it, which are none of this.
    await workflows.service.database.admin.query(`begin; set local session_replication_role = replica; update workflows.document set deleted_at = now() where tenant_id = '${manager.tenantId}' and name = 'of the tenant'; commit`);
    expect((await found('trasformatore')).sort()).toEqual(['mine', 'theirs']);
  });

  it('narrows what it finds by status, kind of file, tag and expiry', async () => {
    await store(pdf('cabina'), { name: 'cabina vecchia', tags: 'rete', expiresOn: '2026-11-01' });
    await store(docx(['cabina']), { name: 'cabina nuova', fileName: 'a.docx', expiresOn: '2027-06-01' });
    expect((await found('cabina')).sort()).toEqual(['cabina nuova', 'cabina vecchia']);
    expect([await found('cabina', { status: 'Expired' }), await found('cabina', { fileType: 'docx' }), await found('cabina', { tag: 'rete' }), await found('cabina', { expiringWithinDays: '30' })]).toEqual([['cabina vecchia'], ['cabina nuova'], ['cabina vecchia'], ['cabina vecchia']]);
    expect(await found('cabina', { status: 'Archived' })).toEqual([]);
  });

  it('goes on page by page, none twice', async () => {
    for (let at = 0; at < 5; at += 1) await store(pdf(randomUUID()), { name: `inverter ${'x '.repeat(at)}` });
    const first = await search('inverter', { limit: '2' });
    const second = await search('inverter', { limit: '2', cursor: first.nextCursor ?? '' });
    const third = await search('inverter', { limit: '2', cursor: second.nextCursor ?? '' });
    const names = [first, second, third].flatMap(({ items }) => items.map(({ document }) => document.id));
    expect([new Set(names).size, names.length, third.nextCursor]).toEqual([5, 5, null]);
  });
});
