import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from './run.ts';
import { Terminal } from './terminal.ts';
import { TestApi } from './test/api-server.builder.ts';

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
let api: TestApi;
let home: string;
let finding: string | null = null;
const bodies: Record<string, unknown> = {};

beforeAll(async () => {
  api = await TestApi.start();
  home = mkdtempSync(join(tmpdir(), 'kairos-cli-test-'));
  const keep = (route: string, answer: () => object) => api.on(route, (request: IncomingMessage & { body: string }, response: ServerResponse) => {
    bodies[route] = [request.headers['if-match'], JSON.parse(request.body || 'null')];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer()));
  });
  api.on(`GET ${base}/documents/${id}`, document);
  keep(`POST ${base}/documents/${id}/versions/${versionId}/verify`, () => ({ documentId: id, documentVersionId: versionId, sha256, finding, foundSha256: null, checkedAt: at }));
  api.on(`GET ${base}/document-integrity`, { contents: 12_345, neverChecked: 1, oldestCheckAt: null, damaged: [] });
  keep(`POST ${base}/legal-holds`, () => hold);
  api.on(`GET ${base}/legal-holds`, { items: [hold], nextCursor: null });
  api.on(`GET ${base}/legal-holds/${holdId}`, hold);
  keep(`POST ${base}/legal-holds/${holdId}/release`, () => ({ ...hold, releasedAt: at, releasedByUserId: userId, releaseReason: 'settled' }));
  api.on(`POST ${base}/workflows/${id}/submission-pack`, (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/zip', 'kairos-pack-id': holdId, 'kairos-manifest-sha256': sha256 }).end('zip');
  });
  api.on(`POST ${base}/workflows/${holdId}/submission-pack`, (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/zip', 'content-length': '100' }).write('zip', () => response.destroy());
  });
});
afterAll(async () => {
  await api.stop();
  rmSync(home, { recursive: true, force: true });
});

async function kairos(...argv: string[]): Promise<{ code: number; out: string; notes: string }> {
  const [out, notes] = [new PassThrough(), new PassThrough()];
  const code = await run(argv, { KAIROS_HOME: home, KAIROS_URL: api.url, KAIROS_API_KEY: api.apiKey }, (json) => new Terminal(json, out, notes as unknown as NodeJS.WriteStream));
  const read = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString() ?? '';
  return { code, out: read(out), notes: read(notes) };
}

describe('documents', () => {
  it('are verified, and what is missing is an exit code', async () => {
    expect(await kairos('documents', 'verify', id)).toMatchObject({ code: 0, out: expect.stringContaining('Licenza: whole') });
    finding = 'missing';
    expect(await kairos('documents', 'verify', id)).toMatchObject({ code: 1, notes: expect.stringContaining('not in the store') });
    expect((await kairos('documents', 'integrity')).out).toContain('12,345 contents, 1 never read again');
  });

  it('are held and released', async () => {
    expect((await kairos('documents', 'hold', '--title', 'Ricorso', '--reason', 'a case', '--document', id, '--plant', userId, '--plant', holdId)).out).toContain('holds 1,234 documents');
    expect(bodies[`POST ${base}/legal-holds`]).toEqual([undefined, { title: 'Ricorso', reason: 'a case', documentIds: [id], plantIds: [userId, holdId], workflowIds: [] }]);
    expect((await kairos('documents', 'holds', '--standing')).out).toContain('Ricorso');
    expect((await kairos('documents', 'release', holdId, '--reason', 'settled')).out).toContain('is released');
    expect(bodies[`POST ${base}/legal-holds/${holdId}/release`]).toEqual(['"2"', { reason: 'settled' }]);
  });

  it('of a workflow are written to a pack, and a part of one is no pack', async () => {
    const out = join(home, 'pack.zip');
    expect(await kairos('workflows', 'submission-pack', id, '--out', out)).toMatchObject({ code: 0, out: expect.stringContaining(sha256) });
    expect(readFileSync(out, 'utf8')).toBe('zip');
    expect(await kairos('workflows', 'submission-pack', id, '--out', out)).toMatchObject({ code: 1, notes: expect.stringContaining('is there already') });
    expect(readFileSync(out, 'utf8')).toBe('zip');
    const broken = join(home, 'broken.zip');
    expect((await kairos('workflows', 'submission-pack', holdId, '--out', broken)).code).toBe(1);
    expect(existsSync(broken)).toBe(false);
  });
});
