import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UploadedSourceFile } from '@kairos/contracts';
import { eventually, TestService, uncoveredRoutes, type Caller } from '@kairos/testing';
import { intakeService } from '../service.ts';
import { intakeEnvironment } from '../test/environment.builder.ts';
import { archive, sheetXml, workbook } from '../test/workbook.builder.ts';

const path = '/api/v1/intake/source-files';
let folder: string;
let service: TestService;
let operator: Caller;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-files-'));
  service = await TestService.start(intakeService, { environment: intakeEnvironment({ FILES_DIR: folder, MAX_UPLOAD_BYTES: '1000000' }) });
  operator = await service.signIn(['intake.*']);
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

function upload(content: string | Buffer, { caller = operator, fileName = 'plants.csv', type = 'text/csv' } = {}) {
  return caller.api.post(`${path}?fileName=${encodeURIComponent(fileName)}`).set('content-type', type).send(content as string);
}

const incoming = () => readdir(join(folder, 'incoming'));

describe('uploading a source file', () => {
  it('keeps the bytes under their SHA-256, says what it found, and tells the world', async () => {
    const content = '\uFEFFcode;kw\r\nA1;1,5\r\nBuddusò;2\r\n';
    const { body } = (await upload(content).expect(201)) as { body: UploadedSourceFile };
    expect(body).toMatchObject({
      fileName: 'plants.csv',
      byteSize: Buffer.byteLength(content),
      recognised: false,
      uploadedByUserId: operator.userId,
      sniff: { encoding: { value: 'utf-8' }, delimiter: { value: ';' }, headerRow: { value: 1 }, lineEnd: { value: 'crlf' }, columns: ['code', 'kw'], problems: [],
        profiles: [{ name: 'code', type: { value: 'text' } }, { name: 'kw', type: { value: 'decimal' }, numberFormat: { value: { decimalSeparator: ',', groupSeparator: '' }, confidence: 1 } }] },
    });
    expect(await readFile(join(folder, operator.tenantId, body.sha256.slice(0, 2), body.sha256), 'utf8')).toBe(content);
    const [event] = (await service.outbox('intake.source-file.stored.v1')).filter(({ subject }) => subject === body.id);
    expect(event).toMatchObject({ tenantid: operator.tenantId, data: { sha256: body.sha256, fileName: 'plants.csv' } });
    const audits = (await service.outbox('audit.recorded.v1')).filter(({ subject }) => subject === body.id);
    expect(audits.map(({ data }) => data)).toMatchObject([{ action: 'intake.source-file.upload', actorId: operator.userId, after: { sha256: body.sha256 } }]);
    const read = await operator.api.get(`${path}/${body.id}`).expect(200);
    expect({ ...(read.body as UploadedSourceFile), recognised: false }).toEqual(body);
  });

  it('recognises bytes it has, also when two uploads of them race', async () => {
    const content = 'code,kw\nTWICE,1\n';
    const both = await Promise.all([upload(content), upload(content, { fileName: 'copy.csv' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    const third = await upload(content).expect(200);
    expect(third.body).toMatchObject({ recognised: true });
    expect(new Set([...both, third].map(({ body }) => (body as UploadedSourceFile).id)).size).toBe(1);
  });

  it('keeps the files of tenants apart, even the same bytes', async () => {
    const stranger = await service.signIn(['intake.*']);
    const content = 'code,kw\nMINE,1\n';
    const mine = (await upload(content).expect(201)).body as UploadedSourceFile;
    const theirs = (await upload(content, { caller: stranger }).expect(201)).body as UploadedSourceFile;
    expect(theirs.id).not.toBe(mine.id);
    const ask = (id: string) => stranger.api.get(`${path}/${id}`).set('x-request-id', 'the-same-request').expect(404);
    expect((await ask(mine.id)).text).toBe((await ask('00000000-0000-7000-8000-000000000000')).text);
    expect((await stranger.api.get(path).expect(200)).body.items.map(({ id }: { id: string }) => id)).toEqual([theirs.id]);
  });

  it('refuses an empty file and a byte order mark alone', async () => {
    for (const content of ['', '\uFEFF']) {
      const { body } = await upload(content).expect(422);
      expect(body).toMatchObject({ code: 'source-file-empty', errors: [{ code: 'empty-file' }] });
    }
  });

  it('takes workbooks, JSON lines and packed files, and says what they are', async () => {
    const book = workbook({ sheets: [{ name: 'Cover', xml: sheetXml([['Plants of 2025']]) }, { name: 'Plants', xml: sheetXml([['code', 'kw'], ['A', 1.5]]) }] });
    const found = async (content: Buffer, type: string) => ((await upload(content, { type }).expect(201)).body as UploadedSourceFile).sniff;
    expect(await found(book, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')).toMatchObject({ format: { value: 'xlsx' }, sheet: { value: 'Plants' }, sampleRows: [['A', '1.5']] });
    expect(await found(Buffer.from('{"code":"JSON"}\n'), 'application/x-ndjson')).toMatchObject({ format: { value: 'json-lines' }, columns: ['code'] });
    expect(await found(gzipSync('code;kw\nPACKED;1\n'), 'application/gzip')).toMatchObject({ format: { value: 'csv' }, compression: { value: 'gzip' }, delimiter: { value: ';' } });
  });

  it('refuses by name what is no table or must not be unpacked, and keeps nothing of it', async () => {
    const refused: [Buffer, string][] = [
      [Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'legacy-workbook'],
      [gzipSync(Buffer.alloc(32 * 1024 * 1024)), 'unsafe-gzip'],
      [gzipSync('code\nA\n').subarray(0, 20), 'broken-gzip'],
      [archive([{ name: '../outside', content: 'x' }]), 'unsafe-workbook'],
      [Buffer.from('[{"code":"A"}]'), 'unsupported-format'],
    ];
    for (const [content, code] of refused) {
      const { body } = await upload(content, { type: 'application/octet-stream' }).expect(422);
      expect(body).toMatchObject({ code: 'source-file-unreadable', errors: [{ code }] });
      const sha256 = createHash('sha256').update(content).digest('hex');
      expect(existsSync(join(folder, operator.tenantId, sha256.slice(0, 2), sha256))).toBe(false);
    }
  });

  it('refuses a file above the limit, announced or not, and keeps nothing of it', async () => {
    expect((await upload(Buffer.alloc(1_000_001, 'a')).expect(413)).body).toMatchObject({ code: 'source-file-too-large' });
    const status = await sendInPieces(Buffer.alloc(100_000, 'a'), 30);
    expect(status).toBe(413);
    await upload(Buffer.alloc(1_000_000, 'a')).expect(201);
    expect(await incoming()).toEqual([]);
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const sent = request(uploadOptions());
    sent.on('error', () => undefined);
    sent.write('code,kw\nHALF,');
    await eventually(incoming, (names) => names.length === 1);
    sent.destroy();
    await eventually(incoming, (names) => names.length === 0);
    expect((await operator.api.get(path)).text).not.toContain('half.csv');
  });

  it('lists newest first, page after page, and refuses a foreign cursor', async () => {
    const caller = await service.signIn(['intake.*']);
    for (const name of ['a', 'b', 'c']) await upload(`x\n${name}\n`, { caller, fileName: `${name}.csv` }).expect(201);
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: { items: { fileName: string }[]; nextCursor: string | null } } = await caller.api.get(`${path}?limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
      names.push(...body.items.map(({ fileName }) => fileName));
      cursor = body.nextCursor;
    }
    expect(names).toEqual(['c.csv', 'b.csv', 'a.csv']);
    const foreign = Buffer.from('["no uuid"]').toString('base64url');
    expect((await caller.api.get(`${path}?cursor=${foreign}`).expect(400)).body).toMatchObject({ code: 'invalid-cursor' });
  });

  it('refuses what is no upload', async () => {
    for (const fileName of ['../../etc/passwd', 'a\\b.csv', 'a\nb', '']) await upload('a,b\n1,2\n', { fileName }).expect(400);
    await operator.api.post(path).set('content-type', 'text/csv').send('a\n1\n').expect(400);
    await upload('a\n1\n', { type: 'text/html' }).expect(415);
    await operator.api.post('/api/v1/intake/recipes').set({ 'content-type': 'text/csv', 'idempotency-key': 'a-file' }).send('a\n1\n').expect(415);
    await upload('a\n1\n', { caller: await service.signIn(['intake.source-file.read']) }).expect(403);
    await service.anonymous().post(`${path}?fileName=a.csv`).set('content-type', 'text/csv').send('a\n1\n').expect(401);
  });

  it('declares an access rule on every route', () => {
    expect(uncoveredRoutes(service.running.app)).toEqual([]);
  });
});

function uploadOptions() {
  const headers = { authorization: `Bearer ${operator.token}`, 'content-type': 'text/csv', 'transfer-encoding': 'chunked' };
  return { host: '127.0.0.1', port: new URL(service.url).port, path: `${path}?fileName=half.csv`, method: 'POST', headers };
}

function sendInPieces(piece: Buffer, times: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(uploadOptions(), (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    sent.on('error', reject);
    for (let count = 0; count < times; count += 1) sent.write(piece);
    sent.end();
  });
}
