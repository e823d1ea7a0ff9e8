import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestCommandLine } from './test/command-line.builder.ts';

const base = '/api/v1/workflows';
const [id, versionId, holdId, userId] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002', '018f0000-0000-7000-8000-000000000003', '018f0000-0000-7000-8000-000000000004'];
const [at, sha256] = ['2026-03-31T08:00:00.000Z', 'a'.repeat(64)];
const latestVersion = {
  id: versionId, documentId: id, number: 1, fileName: 'a.pdf', fileType: 'pdf', mediaType: 'application/pdf', namedMediaType: null, sha256, byteSize: 3, note: null, issuedOn: null, expiresOn: null, uploadedByUserId: userId, uploadedAt: at, decision: null, text: { status: 'extracted', reason: null }, contentPath: '/x',
};
const document = {
  id, name: 'Licenza', category: 'Fiscal', status: 'Valid', tags: [], legalReferences: [], approvalRequired: false, expiresOn: null, retainUntil: '2036-03-31', onLegalHold: true, archivedAt: null, renewalAnnouncedAt: null, renewalTask: null, createdByUserId: userId,
  createdAt: at, updatedAt: at, version: 1, latestVersion, links: [],
};
const hold = { id: holdId, title: 'Ricorso', reason: 'a case', plantIds: [], workflowIds: [], documentCount: 1234, placedByUserId: userId, placedAt: at, releasedAt: null, releasedByUserId: null, releaseReason: null, version: 2 };
const [listId, letters] = ['018f0000-0000-7000-8000-000000000005', `${base}/document-templates`];
const disposal = {
  id: listId, status: 'proposed', reason: 'time is over', documentCount: 1, drawnUpByUserId: userId, drawnUpAt: at, decidedByUserId: null, decidedAt: null, version: 3,
  items: [{ documentId: id, name: 'Licenza', category: 'Fiscal', retainUntil: '2036-03-31', state: 'proposed', keptBecause: null }],
};
const schedule = { category: 'Fiscal', years: 10, countedFrom: 'upload', legalReference: 'art. 2220 c.c.', origin: 'tenant', changedByUserId: userId, changedAt: at, version: 4 };
const variable = { name: 'plant.code', status: 'filled', text: 'P-1', origin: 'plant_facts.code' };
const filled = { ...document, name: 'Lettera', latestVersion: { ...latestVersion, fileName: 'Lettera.pdf', contentPath: `${base}/documents/${id}/content` } };
let cli: TestCommandLine;
let finding: string | null = null;
const bodies: Record<string, unknown> = {};

beforeAll(async () => {
  cli = await TestCommandLine.startWithKey();
  const keep = (route: string, answer: () => object) => cli.api.on(route, (request: IncomingMessage & { body: string }, response: ServerResponse) => {
    bodies[route] = [request.headers['if-match'], JSON.parse(request.body || 'null')];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer()));
  });
  cli.api.on(`GET ${base}/documents/${id}`, document);
  keep(`POST ${base}/documents/${id}/versions/${versionId}/verify`, () => ({ documentId: id, documentVersionId: versionId, sha256, finding, foundSha256: null, checkedAt: at }));
  cli.api.on(`GET ${base}/document-integrity`, { contents: 12_345, neverChecked: 1, unreadable: 2, oldestCheckAt: null, damaged: [] });
  keep(`POST ${base}/legal-holds`, () => hold);
  cli.api.on(`GET ${base}/legal-holds`, { items: [hold], nextCursor: null });
  cli.api.on(`GET ${base}/legal-holds/${holdId}`, hold);
  keep(`POST ${base}/legal-holds/${holdId}/release`, () => ({ ...hold, releasedAt: at, releasedByUserId: userId, releaseReason: 'settled' }));
  cli.api.on(`GET ${letters}`, { items: [
    { origin: 'bundled', id: 'connection-request-cover-letter', version: 1, title: { en: 'Cover letter', it: 'Lettera' }, description: { en: 'x', it: 'x' }, category: 'Administrative', formats: ['docx', 'pdf'] },
    { origin: 'own', documentId: id, documentVersionId: versionId, name: 'Delega', category: 'Administrative', formats: ['docx'] },
  ] });
  cli.api.on(`GET ${letters}/connection-request-cover-letter/variables`, { items: [variable], available: [] });
  keep(`POST ${letters}/connection-request-cover-letter/fill`, () => filled);
  keep(`POST ${base}/documents/${id}/versions/${versionId}/fill`, () => filled);
  cli.api.on(`GET ${base}/documents/${id}/content`, (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.7');
  });
  cli.api.on(`GET ${base}/retention-schedules`, { items: [schedule] });
  keep(`PUT ${base}/retention-schedules/Fiscal`, () => ({ ...schedule, years: 12 }));
  keep(`POST ${base}/disposal-lists`, () => disposal);
  cli.api.on(`GET ${base}/disposal-lists`, { items: [disposal], nextCursor: null });
  cli.api.on(`GET ${base}/disposal-lists/${listId}`, disposal);
  keep(`POST ${base}/disposal-lists/${listId}/approve`, () => ({ ...disposal, status: 'carriedOut', items: [{ ...disposal.items[0], state: 'disposed' }] }));
  keep(`POST ${base}/disposal-lists/${listId}/withdraw`, () => ({ ...disposal, status: 'withdrawn' }));
  cli.api.on(`POST ${base}/workflows/${id}/submission-pack`, (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/zip', 'kairos-pack-id': holdId, 'kairos-manifest-sha256': sha256 }).end('zip');
  });
  cli.api.on(`POST ${base}/workflows/${holdId}/submission-pack`, (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/zip', 'content-length': '100' }).write('zip', () => response.destroy());
  });
});
afterAll(() => cli.stop());
const kairos = (...args: string[]) => cli.run(args);

describe('documents', () => {
  it('are verified, and what is missing is an exit code', async () => {
    expect(await kairos('documents', 'verify', id)).toMatchObject({ code: 0, out: expect.stringContaining('Licenza: whole') });
    finding = 'missing';
    expect(await kairos('documents', 'verify', id)).toMatchObject({ code: 1, notes: expect.stringContaining('not in the store') });
    expect((await kairos('documents', 'integrity')).out).toContain('12,345 contents, 1 never read again, 2 that could not be read');
  });

  it('are held and released', async () => {
    expect((await kairos('documents', 'hold', '--title', 'Ricorso', '--reason', 'a case', '--document', id, '--plant', userId, '--plant', holdId)).out).toContain('holds 1,234 documents');
    expect(bodies[`POST ${base}/legal-holds`]).toEqual([undefined, { title: 'Ricorso', reason: 'a case', documentIds: [id], plantIds: [userId, holdId], workflowIds: [] }]);
    expect((await kairos('documents', 'holds', '--standing')).out).toContain('Ricorso');
    expect((await kairos('documents', 'release', holdId, '--reason', 'settled')).out).toContain('is released');
    expect(bodies[`POST ${base}/legal-holds/${holdId}/release`]).toEqual(['"2"', { reason: 'settled' }]);
  });

  it('of a workflow are written to a pack, and a part of one is no pack', async () => {
    const out = join(cli.home, 'pack.zip');
    expect(await kairos('workflows', 'submission-pack', id, '--out', out)).toMatchObject({ code: 0, out: expect.stringContaining(sha256) });
    expect(readFileSync(out, 'utf8')).toBe('zip');
    expect(await kairos('workflows', 'submission-pack', id, '--out', out)).toMatchObject({ code: 1, notes: expect.stringContaining('is there already') });
    expect(readFileSync(out, 'utf8')).toBe('zip');
    const broken = join(cli.home, 'broken.zip');
    expect((await kairos('workflows', 'submission-pack', holdId, '--out', broken)).code).toBe(1);
    expect(existsSync(broken)).toBe(false);
  });
});

describe('document templates', () => {
  it('are listed, tell their variables, and are filled to a file', async () => {
    const { out: list } = await kairos('document-templates');
    expect(list).toMatch(/connection-request-cover-letter +the product, version 1 +Cover letter/);
    expect(list).toMatch(new RegExp(`${id} +the tenant +Delega`));
    expect((await kairos('document-templates', 'variables', 'connection-request-cover-letter', '--plant', id)).out).toMatch(/plant\.code +filled +P-1/);
    const target = join(cli.home, 'lettera.pdf');
    const fill = (...more: string[]) => kairos('document-templates', 'fill', ...more, '--plant', userId, '--out', target);
    expect(await fill('connection-request-cover-letter', '--format', 'pdf', '--blank')).toMatchObject({ code: 0, out: expect.stringContaining(`8 bytes, kept as document ${id}`) });
    expect(readFileSync(target, 'utf8')).toBe('%PDF-1.7');
    expect(bodies[`POST ${letters}/connection-request-cover-letter/fill`]).toEqual([undefined, { plantId: userId, format: 'pdf', unresolved: 'blank' }]);
    expect(await fill(id)).toMatchObject({ code: 1, notes: expect.stringContaining('is there already') });
    expect(bodies[`POST ${base}/documents/${id}/versions/${versionId}/fill`]).toEqual([undefined, { plantId: userId, name: 'Licenza (filled)', category: 'Fiscal' }]);
    expect((await fill(id, '--format', 'pdf')).notes).toContain('leave --format out');
  });
});

describe('retention', () => {
  it('is listed, and set for a category from the version that was read', async () => {
    expect((await kairos('retention')).out).toMatch(/Fiscal +10 +upload +the tenant +art\. 2220/);
    expect((await kairos('retention', 'set', 'Fiscal', '--years', '12', '--law', 'a contract')).out).toContain('Fiscal: 12 years from upload');
    expect(bodies[`PUT ${base}/retention-schedules/Fiscal`]).toEqual(['"4"', { years: 12, countedFrom: 'upload', legalReference: 'a contract' }]);
    expect((await kairos('retention', 'set', 'Fiscal', '--years', 'ten', '--law', 'x')).code).toBe(1);
    expect((await kairos('retention', 'set', 'Poems', '--years', '1', '--law', 'x')).code).toBe(1);
  });
});

describe('disposal lists', () => {
  it('are drawn up, shown, approved and withdrawn', async () => {
    expect((await kairos('disposals', 'draw-up', '--reason', 'time is over', '--document', id)).out).toContain(`1 documents, proposed: time is over  ${listId}`);
    expect(bodies[`POST ${base}/disposal-lists`]).toEqual([undefined, { reason: 'time is over', documentIds: [id] }]);
    expect((await kairos('disposals')).out).toMatch(/2026-03-31 +proposed +1 +time is over/);
    expect((await kairos('disposals', 'show', listId)).out).toMatch(/Licenza +Fiscal +2036-03-31 +proposed/);
    expect((await kairos('disposals', 'approve', listId)).out).toMatch(/disposed[^]*carriedOut/);
    expect(bodies[`POST ${base}/disposal-lists/${listId}/approve`]).toEqual(['"3"', {}]);
    expect((await kairos('disposals', 'withdraw', listId)).out).toContain('withdrawn');
  });
});
