import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NewRecipeBody } from '@kairos/contracts';
import { TestCommandLine } from './test/command-line.builder.ts';

let cli: TestCommandLine;

const path = '/api/v1/intake/recipes';
const document = NewRecipeBody.parse({
  format: 'kairos.recipe.v2', name: 'mine', title: 'Mine', target: 'assets.plants', naturalKey: ['code'],
  fields: ['code', 'name', 'type', 'capacityKw'].map((target) => ({ target, from: target, as: target === 'capacityKw' ? 'decimal' : 'text', required: true })),
});
const found = <T>(value: T) => ({ value, confidence: 1, reason: '' });
const sniff = {
  format: found('csv'), compression: found('none'), sheet: null, sheets: [], encoding: found('utf-8'), delimiter: found(';'), quote: found('"'), headerRow: found(1), lineEnd: found('lf'),
  columns: ['Codice', 'Fonte'], profiles: [], sampleRows: [], problems: [],
};
const storedFile = {
  id: '018f0000-0000-7000-8000-000000000001', fileName: 'elenco.csv', contentType: 'text/csv', byteSize: 22, sha256: 'a'.repeat(64), sniff,
  uploadedByUserId: '018f0000-0000-7000-8000-000000000002', uploadedAt: '2026-03-31T08:00:00.000Z', recognised: false,
};
const finding = { code: 'unused-field', severity: 'warning', pointer: '/columns/0', detail: 'nothing uses the column "x"' };
const view = { name: 'mine', version: 3, title: 'Mine', target: 'assets.plants', origin: 'tenant', createdByUserId: null, createdAt: null, document: { ...document, version: 3 }, findings: [finding] };

beforeAll(async () => {
  cli = await TestCommandLine.startWithKey();
  const { document: _, findings: __, ...summary } = view;
  cli.api.on(`GET ${path}`, { items: [summary], nextCursor: null });
  cli.api.on(`GET ${path}/mine`, view);
  cli.api.on(`GET ${path}/mine/versions/3/document`, document);
});
afterAll(() => cli.stop());
const kairos = (...args: string[]) => cli.run(['recipes', ...args]);

describe('recipes at the command line', () => {
  it('are listed and shown, with what is to be said of them', async () => {
    expect((await kairos('list')).out).toMatch(/mine\s+3\s+assets\.plants\s+tenant\s+Mine/);
    expect((await kairos('show', 'mine')).out).toContain('warning at /columns/0: nothing uses the column "x"');
  });

  it('are proposed from a file: each column with its likeliest field and why, and a draft to be looked over', async () => {
    const [file, out] = [join(cli.home, 'elenco.csv'), join(cli.home, 'draft.json')];
    writeFileSync(file, 'Codice;Fonte\nA;Eolico\n');
    cli.api.on('POST /api/v1/intake/source-files', storedFile);
    const proposal = {
      target: 'assets.plants', fields: [], naturalKey: ['code'], profiles: [], sampleRows: [], mapping: [], missing: [], draft: document,
      columns: [{ column: 'Codice', matches: [{ field: 'code', kind: 'synonym', confidence: 0.9, reason: '"codice" is a word for code' }] }, { column: 'Altro', matches: [] }],
      values: [{ column: 'Fonte', field: 'type', from: 'Eolico', to: 'Wind', kind: 'synonym', confidence: 0.95, reason: 'a word for Wind' }],
    };
    cli.api.on(`POST ${path}/suggestions`, proposal);
    const { out: told } = await kairos('propose', file, '--out', out);
    expect(told).toMatch(/Codice\s+code\s+90 %\s+"codice" is a word for code/);
    expect(told).toMatch(/Altro\s+like no field/);
    expect(told).toContain('Fonte "Eolico" may mean Wind (95 %');
    expect(NewRecipeBody.parse(JSON.parse(readFileSync(out, 'utf8')))).toEqual(document);
    cli.api.on(`POST ${path}/suggestions`, { ...proposal, draft: null, missing: ['capacityKw'] });
    expect(await kairos('propose', file)).toMatchObject({ code: 1, notes: expect.stringContaining('no column for capacityKw') });
  });

  it('travel as files: what is written can be published', async () => {
    const file = join(cli.home, 'mine.json');
    expect((await kairos('export', 'mine', file)).out).toContain('mine v3 is in');
    expect(NewRecipeBody.parse(JSON.parse(readFileSync(file, 'utf8')))).toEqual(document);
    let sent: unknown;
    cli.api.on(`POST ${path}`, (request: { body: string }, response: { writeHead(status: number, headers: object): { end(text: string): void } }) => {
      sent = JSON.parse(request.body);
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ ...view, version: 4 }));
    });
    expect((await kairos('publish', file)).out).toContain('mine v4 is published');
    expect(sent).toEqual(JSON.parse(JSON.stringify(document)));
    writeFileSync(file, 'no json');
    expect(await kairos('publish', file)).toMatchObject({ code: 1, notes: expect.stringContaining('holds no JSON') });
    expect(await kairos('publish', join(cli.home, 'nothing'))).toMatchObject({ code: 1, notes: expect.stringContaining('cannot be read') });
  });

  it('tell which of their tests fail, and fail then', async () => {
    const failing = { name: 'bad', passed: false, differences: [{ what: 'type', expected: '"Wind"', got: 'nothing' }] };
    cli.api.on(`POST ${path}/mine/versions/3/test`, { passed: 0, failed: 1, tests: [failing] });
    const { code, out } = await kairos('test', 'mine');
    expect([code, out]).toEqual([1, expect.stringContaining('type: expected "Wind", got nothing')]);
  });

  it('are published as templates, found by title, taken, lent and withdrawn', async () => {
    const templates = '/api/v1/intake/recipe-templates';
    const [id, tenantId] = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b'];
    const template = { id, title: 'Plants of ours', description: 'For all', category: 'general', tags: ['energy'], target: 'assets.plants', origin: 'tenant', visibility: 'tenant', uses: 3, popularity: 2.5, publishedByUserId: null, publishedAt: '2026-03-31T08:00:00.000Z', sharedUntil: null, version: 1 };
    const granted = { id: '018f0000-0000-7000-8000-00000000000c', tenantId, expiresAt: '2026-04-30T08:00:00.000Z', sharedByUserId: storedFile.uploadedByUserId, sharedAt: '2026-03-31T08:00:00.000Z' };
    const asked: string[] = [];
    const answer = (name: string, body: object, status = 200) =>
      cli.api.on(name, (request: { body: string }, response: { writeHead(status: number, headers: object): { end(text?: string): void } }) => {
        asked.push(`${name} ${request.body}`);
        response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? undefined : JSON.stringify(body));
      });
    cli.api.on(`GET ${templates}`, { items: [template], nextCursor: null });
    cli.api.on(`GET ${templates}/${id}`, { ...template, document });
    cli.api.on(`GET ${templates}/${id}/document`, { title: template.title, description: '', category: 'general', tags: [], document });
    cli.api.on(`GET ${templates}/${id}/shares`, { items: [granted] });
    answer(`POST ${templates}`, { ...template, document }, 201);
    answer(`PUT ${templates}/${id}`, { ...template, title: 'Ours', document });
    answer(`POST ${templates}/${id}/use`, { ...view, name: 'taken', version: 1 }, 201);
    answer(`POST ${templates}/${id}/shares`, granted, 201);
    answer(`DELETE ${templates}/${id}/shares/${granted.id}`, {}, 204);
    answer(`DELETE ${templates}/${id}`, {}, 204);
    expect((await kairos('templates')).out).toMatch(/Plants of ours\s+general\s+energy\s+3\s+2\.5\s+tenant/);
    expect((await kairos('templates', 'show', 'plants of OURS')).out).toContain('used 3 times');
    expect((await kairos('templates', 'publish', 'mine', '--tag', 'energy', '--private')).out).toContain(id);
    const file = join(cli.home, 'template.json');
    expect((await kairos('templates', 'export', id, file)).code).toBe(0);
    expect((await kairos('templates', 'publish', file, '--document', '--category', 'finance')).code).toBe(0);
    expect((await kairos('templates', 'change', 'Plants of ours', '--title', 'Ours', '--tag', 'energy', 'wind')).out).toContain('Ours is changed');
    expect((await kairos('templates', 'use', 'Plants of ours', '--as', 'taken')).out).toContain('taken v1 is a recipe of yours');
    expect((await kairos('templates', 'share', id)).out).toContain(tenantId);
    expect((await kairos('templates', 'share', id, '--with', tenantId, '--days', '10')).out).toContain('until 2026-04-30 08:00');
    expect((await kairos('templates', 'unshare', id, '--with', tenantId)).code).toBe(0);
    expect((await kairos('templates', 'withdraw', id)).code).toBe(0);
    expect(await kairos('templates', 'use', 'Nothing')).toMatchObject({ code: 1, notes: expect.stringContaining('no template Nothing') });
    const [published, imported, changed, used, shared, ...gone] = asked.map((line) => JSON.parse(line.replace(/^\S+ \S+ /, '') || '{}') as { expiresAt?: string });
    expect(changed).toEqual({ title: 'Ours', description: 'For all', category: 'general', tags: ['energy', 'wind'], visibility: 'tenant' });
    expect([published, imported, used]).toEqual([
      { title: 'Mine', recipe: { name: 'mine' }, tags: ['energy'], visibility: 'private' },
      { title: template.title, description: '', category: 'finance', tags: [], document: JSON.parse(JSON.stringify(document)), visibility: 'tenant' },
      { name: 'taken' },
    ]);
    expect((Date.parse(shared?.expiresAt ?? '') - Date.now()) / 86_400_000).toBeCloseTo(10, 1);
    expect(gone).toHaveLength(2);
  });

  it('are tried on a file by name or as a draft, and not by both', async () => {
    expect(await kairos('preview', 'plants.csv')).toMatchObject({ code: 1, notes: expect.stringContaining('either --recipe or --draft') });
    expect(await kairos('preview', join(cli.home, 'nothing.csv'), '--recipe', 'mine')).toMatchObject({ code: 1, notes: expect.stringContaining('is not a file') });
  });
});
