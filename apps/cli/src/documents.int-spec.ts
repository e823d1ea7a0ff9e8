import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { TestCommandLine } from './test/command-line.builder.ts';

const path = '/api/v1/workflows/documents';
const [documentId, versionId, plantId, taskId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const version = {
  id: versionId, documentId, number: 1, fileName: 'au.pdf', fileType: 'pdf', mediaType: 'application/pdf', namedMediaType: 'application/pdf', sha256: 'a'.repeat(64), byteSize: 4, note: null, issuedOn: null, expiresOn: null,
  uploadedByUserId: randomUUID(), uploadedAt: '2026-11-21T10:00:00.000Z', decision: null, text: { status: 'extracted', reason: null }, contentPath: `${path}/${documentId}/versions/${versionId}/content`,
};
const document = {
  id: documentId, name: 'Autorizzazione unica', category: 'Authorisation', status: 'Valid', tags: [], legalReferences: [], approvalRequired: false, expiresOn: '2031-05-01', retainUntil: null, archivedAt: null,
  renewalAnnouncedAt: null, createdByUserId: randomUUID(), createdAt: '2026-11-21T10:00:00.000Z', updatedAt: '2026-11-21T10:00:00.000Z', version: 1, latestVersion: version, links: [], onLegalHold: false,
};
let cli: TestCommandLine;

beforeEach(async () => {
  cli = await TestCommandLine.startWithKey();
});
afterEach(() => cli.stop());
const kairos = (...args: string[]) => cli.run(['documents', ...args]);
const answers = (route: string, body: object) => {
  const asked: { url: string; body: string }[] = [];
  cli.api.on(route, (request: IncomingMessage & { body: string }, response: ServerResponse) => {
    asked.push({ url: request.url ?? '', body: request.body });
    response.end(JSON.stringify(body));
  });
  return asked;
};

describe('documents', () => {
  it('are stored with what is said of them, or as a version of another', async () => {
    const file = join(cli.home, 'au.pdf');
    writeFileSync(file, '%PDF');
    const [stored, added] = [answers(`POST ${path}`, document), answers(`POST ${path}/${documentId}/versions`, version)];
    expect(await kairos('upload', file, '--category', 'Authorisation', '--task', taskId, '--requirement', 'permit', '--expires-on', '2031-05-01')).toMatchObject({ code: 0, out: `Autorizzazione unica is stored: ${documentId}\n` });
    expect(stored[0]?.body).toBe('%PDF');
    expect(Object.fromEntries(new URL(stored[0]?.url ?? '', cli.api.url).searchParams)).toEqual({ category: 'Authorisation', taskId, requirementCode: 'permit', expiresOn: '2031-05-01', fileName: 'au.pdf' });
    expect(await kairos('upload', file, '--version-of', documentId, '--note', 'in copia')).toMatchObject({ code: 0, out: `version 1 of ${documentId}: ${versionId}\n` });
    expect(added[0]?.url).toContain('fileName=au.pdf&note=in+copia');
    expect(await kairos('upload', file)).toMatchObject({ code: 1, notes: expect.stringContaining('--category') as unknown });
  });

  it('are listed, searched and saved, never over another file', async () => {
    answers(`GET ${path}`, { items: [document], nextCursor: null });
    expect((await kairos('list', '--plant', plantId)).out).toContain('Autorizzazione unica  Authorisation  Valid   2031-05-01        1  ');
    const searched = answers('GET /api/v1/workflows/document-search', { items: [{ document, rank: 1, snippet: 'la <mark>Puglia</mark> &lt;b&gt; &amp;lt;' }], nextCursor: null });
    expect((await kairos('search', 'regione', 'puglia')).out).toContain('    la Puglia <b> &lt;\n');
    expect(searched[0]?.url).toContain('q=regione+puglia');
    answers(`GET ${path}/${documentId}`, document);
    cli.api.on(`GET ${version.contentPath}`, (_request: IncomingMessage, response: ServerResponse) => void response.end('%PDF'));
    const target = join(cli.home, 'saved.pdf');
    expect((await kairos('download', documentId, target)).code).toBe(0);
    expect(readFileSync(target, 'utf8')).toBe('%PDF');
    expect(await kairos('download', documentId, target)).toMatchObject({ code: 1, notes: expect.stringContaining('is there already') as unknown });
  });

  it('that break off on their way leave no file; another version has the name of its own', async () => {
    answers(`GET ${path}/${documentId}`, document);
    const earlier = `${path}/${documentId}/versions/${taskId}/content`;
    let isWhole = false;
    cli.api.on(`GET ${earlier}`, (_request: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, { 'content-length': isWhole ? 4 : 100, 'content-disposition': `attachment; filename="perizia.docx"; filename*=UTF-8''..%2Fperizia%20%C3%A0.docx` });
      response.write('%PDF', () => (isWhole ? response.end() : response.destroy()));
    });
    const target = join(cli.home, 'cut.pdf');
    expect(await kairos('download', documentId, target, '--version-id', taskId)).toMatchObject({ code: 1, notes: expect.stringContaining('did not arrive in full') as unknown });
    expect(existsSync(target)).toBe(false);
    isWhole = true;
    const before = process.cwd();
    process.chdir(cli.home);
    const saved = await kairos('download', documentId, '--version-id', taskId).finally(() => process.chdir(before));
    expect(saved).toMatchObject({ code: 0, out: 'perizia à.docx\n' });
    expect(readFileSync(join(cli.home, 'perizia à.docx'), 'utf8')).toBe('%PDF');
  });

  it('that a plant lacks are told with what asks for them', async () => {
    const requirement = { code: 'permit', title: { en: 'Permit', it: 'Permesso' }, category: 'Authorisation', required: true, maxAgeDays: null, status: 'expired', document: null };
    const of = { kind: 'task', taskId, workflowId: randomUUID(), title: { en: 'File it', it: 'Presentare' }, dueOn: '2027-01-07' };
    answers(`GET /api/v1/workflows/plants/${plantId}/missing-documents`, { plantId, items: [{ ...requirement, of }], expired: [{ documentId, documentVersionId: versionId, name: 'visa', category: 'Technical', expiresOn: '2027-01-03' }] });
    const { out } = await kairos('missing', plantId);
    expect(out).toContain('2027-01-07  task  File it  Permit    Authorisation  expired');
    expect(out).toContain('expired on 2027-01-03: visa');
  });
});
