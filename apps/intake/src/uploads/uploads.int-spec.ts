import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { request, type ClientRequest } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { effectiveSettings, limitsOfPlan, type SettingValues, type UploadedSourceFile, type UploadSessionView } from '@kairos/contracts';
import { ExpireUploads } from '@kairos/service-kit/uploads';
import { eventually, freePort, tellTerms, type Caller } from '@kairos/testing';
import { TestIntake } from '../test/intake-service.builder.ts';
import { tusUpload } from '../test/tus-upload.builder.ts';
import { WorkerProcess } from '../test/worker-process.builder.ts';

const path = '/api/v1/intake/uploads';
const mebi = 1024 * 1024;
let intake: TestIntake;
let operator: Caller;

beforeAll(async () => {
  intake = await TestIntake.start({ environment: { IMPORT_CONCURRENCY: '0' } });
  operator = await intake.operator();
});
afterAll(() => intake?.stop());

let series = 0;
/** A file of so many bytes that no other test has. */
function file(bytes: number): Buffer {
  series += 1;
  return Buffer.alloc(bytes, `code;kw\nU${series};1\n`).fill(`\nend;${series}\n`, bytes - 10);
}

const sha256Of = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const endpoint = () => `${intake.service.url}${path}`;
const tus = { 'tus-resumable': '1.0.0' };
const view = async (id: string, caller = operator) => (await caller.api.get(`${path}/${id}`).expect(200)).body as UploadSessionView;
const staged = async (id: string, caller = operator) => (existsSync(join(intake.folder, 'staged', caller.tenantId, id)) ? readdir(join(intake.folder, 'staged', caller.tenantId, id)) : []);
const metadata = (fileName = 'plants.csv', type = 'text/csv') => `filename ${Buffer.from(fileName).toString('base64')},filetype ${Buffer.from(type).toString('base64')}`;
const begin = (length: number | string, { caller = operator, named = metadata() } = {}) => caller.api.post(path).set({ ...tus, 'upload-length': String(length), 'upload-metadata': named });
const begun = async (length: number, caller = operator) => ((await begin(length, { caller }).expect(201)).body as UploadSessionView).id;
const append = (id: string, offset: number, content: Buffer, headers: Record<string, string> = {}, caller = operator) =>
  caller.api.patch(`${path}/${id}`).set({ ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...headers }).send(content);
const tell = ({ tenantId }: Caller, settings: SettingValues) => tellTerms(intake.service.database, 'intake', tenantId, { settings: effectiveSettings(settings, {}) });

/** A request that goes on with an upload but does not come to its end. */
function halfSent(url: string, id: string, content: Buffer, announced: number, more: Record<string, string> = {}): ClientRequest {
  const sent = request(`${url}${path}/${id}`, {
    method: 'PATCH', headers: { ...tus, authorization: `Bearer ${operator.token}`, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0', 'content-length': String(announced), ...more },
  });
  sent.on('error', () => undefined);
  sent.write(content);
  return sent;
}

describe('an upload in one go', () => {
  it('becomes a source file exactly as a direct upload does, and is recognised the second time', async () => {
    const content = file(20 * mebi);
    const sent = await tusUpload(operator, content, { endpoint: endpoint() });
    expect(sent.requests).toEqual(['POST 201', 'PATCH 204']);
    const id = sent.url.split('/').at(-1) ?? '';
    expect(await view(id)).toMatchObject({ state: 'completed', receivedBytes: content.length, totalBytes: content.length, sourceFileId: sent.sourceFileId, recognised: false, failure: null });
    const stored = (await operator.api.get(`/api/v1/intake/source-files/${sent.sourceFileId}`).expect(200)).body as UploadedSourceFile;
    expect(stored).toMatchObject({ fileName: 'plants.csv', byteSize: content.length, sha256: sha256Of(content), uploadedByUserId: operator.userId, sniff: { delimiter: { value: ';' }, columns: ['code', 'kw'] } });
    const again = await tusUpload(operator, content, { endpoint: endpoint(), chunkSize: 6 * mebi });
    expect(again.requests).toEqual(['POST 201', 'PATCH 204', 'PATCH 204', 'PATCH 204', 'PATCH 204']);
    expect(again.sourceFileId).toBe(sent.sourceFileId);
    expect(await view(again.url.split('/').at(-1) ?? '')).toMatchObject({ state: 'completed', recognised: true });
    expect(await staged(id)).toEqual([]);
  });

  it('tells what it can do to anybody, and takes no other version of the protocol', async () => {
    const { headers } = await fetch(endpoint(), { method: 'OPTIONS' });
    expect([headers.get('tus-version'), headers.get('tus-extension')]).toEqual(['1.0.0', 'creation,expiration,checksum,termination']);
    const old = await operator.api.post(path).set({ 'tus-resumable': '0.2.2', 'upload-length': '5' }).expect(412);
    expect([old.headers['tus-version'], (old.body as { code: string }).code]).toEqual(['1.0.0', 'tus-version-unknown']);
  });
});

describe('an upload that is interrupted', () => {
  it('is paused and goes on from where it was', async () => {
    const content = file(9 * mebi);
    const { url, stopped } = await tusUpload(operator, content, { endpoint: endpoint(), chunkSize: 4 * mebi, stopAfter: 4 * mebi });
    const id = url.split('/').at(-1) ?? '';
    expect(stopped).toBe(true);
    expect(await eventually(() => view(id), ({ state }) => state === 'paused')).toMatchObject({ receivedBytes: 4 * mebi });
    const rest = await tusUpload(operator, content, { uploadUrl: url });
    expect(rest.requests).toEqual(['HEAD 200', 'PATCH 204']);
    expect((await operator.api.get(`/api/v1/intake/source-files/${rest.sourceFileId}`).expect(200)).body).toMatchObject({ sha256: sha256Of(content) });
  });

  it('keeps what has arrived when the line goes dead in the middle of a piece', async () => {
    const content = file(20 * mebi);
    const id = await begun(content.length);
    const sent = halfSent(intake.service.url, id, content.subarray(0, 10 * mebi + 5), content.length);
    await eventually(() => view(id), ({ state, receivedBytes }) => state === 'uploading' && receivedBytes >= 8 * mebi);
    sent.destroy();
    const paused = await eventually(() => view(id), ({ state }) => state === 'paused');
    expect(paused.receivedBytes).toBeGreaterThanOrEqual(8 * mebi);
    const { sourceFileId } = await tusUpload(operator, content, { uploadUrl: `${endpoint()}/${id}` });
    expect((await operator.api.get(`/api/v1/intake/source-files/${sourceFileId}`).expect(200)).body).toMatchObject({ sha256: sha256Of(content) });
  });

  it('outlives the process that took it in', async () => {
    WorkerProcess.build();
    const port = await freePort();
    const other = WorkerProcess.start(intake.workerEnvironment({ PORT: String(port), JWKS_URL: `${intake.service.issuer.url}/jwks`, IMPORT_CONCURRENCY: '0' }));
    const url = `http://127.0.0.1:${port}`;
    await eventually(() => fetch(`${url}/healthz/live`).then(({ ok }) => ok, () => false), (ok) => ok, 60_000);
    const content = file(30 * mebi);
    const id = await begun(content.length);
    halfSent(url, id, content.subarray(0, 20 * mebi), content.length);
    await eventually(() => view(id), ({ receivedBytes }) => receivedBytes >= 16 * mebi, 30_000);
    await other.kill();
    const { requests, sourceFileId } = await tusUpload(operator, content, { uploadUrl: `${endpoint()}/${id}` });
    expect(requests).toEqual(['HEAD 200', 'PATCH 204']);
    expect((await operator.api.get(`/api/v1/intake/source-files/${sourceFileId}`).expect(200)).body).toMatchObject({ sha256: sha256Of(content) });
    expect(await staged(id)).toEqual([]);
  });

  it('is finished by whoever asks next when the process ended just before', async () => {
    const content = file(1000);
    const id = await begun(content.length);
    const busyUntil = (when: string) => intake.service.database.admin.query(`update intake.upload_session set finishing_until = now() + $2::interval where id = $1`, [id, when]);
    await busyUntil('1 hour');
    expect((await append(id, 0, content).expect(204)).headers['source-file-id']).toBeUndefined();
    expect(await view(id)).toMatchObject({ state: 'uploading', receivedBytes: 1000, sourceFileId: null });
    await operator.api.delete(`${path}/${id}`).set(tus).expect(409);
    await busyUntil('-1 second');
    const head = await fetch(`${endpoint()}/${id}`, { method: 'HEAD', headers: { ...tus, authorization: `Bearer ${operator.token}` } });
    expect(head.headers.get('upload-offset')).toBe('1000');
    expect(await view(id)).toMatchObject({ state: 'completed', sourceFileId: head.headers.get('source-file-id') });
  });

  it('belongs to the last who goes on with it: an earlier writer is shut out', async () => {
    const content = file(12 * mebi);
    const id = await begun(content.length);
    const sleeper = halfSent(intake.service.url, id, content.subarray(0, 3 * mebi), content.length);
    await eventually(() => view(id), ({ state }) => state === 'uploading');
    await append(id, 0, content.subarray(0, 2 * mebi)).expect(204);
    const answer = new Promise<number | undefined>((resolve) => sleeper.on('response', ({ statusCode }) => resolve(statusCode)));
    sleeper.end(content.subarray(3 * mebi));
    expect(await answer).toBe(409);
    expect(await view(id)).toMatchObject({ receivedBytes: 2 * mebi });
    expect(await staged(id)).toHaveLength(1);
    await append(id, 2 * mebi, content.subarray(2 * mebi)).expect(204);
    expect(await view(id)).toMatchObject({ state: 'completed' });
  });

  it('shuts an earlier writer out at its next piece, also when a checksum at its end is to vouch for all of them', async () => {
    const content = file(40 * mebi);
    const id = await begun(content.length);
    const checksum = `sha256 ${createHash('sha256').update(content).digest('base64')}`;
    const sleeper = halfSent(intake.service.url, id, content.subarray(0, 9 * mebi), content.length, { 'upload-checksum': checksum });
    const answer = new Promise<number | undefined>((resolve) => sleeper.on('response', ({ statusCode }) => resolve(statusCode)));
    await eventually(() => staged(id), (pieces) => pieces.length > 0);
    await append(id, 0, content.subarray(0, 2 * mebi)).expect(204);
    // Not its end: that never comes.
    sleeper.write(content.subarray(9 * mebi, 33 * mebi));
    expect(await answer).toBe(409);
    sleeper.destroy();
    expect(await view(id)).toMatchObject({ receivedBytes: 2 * mebi });
    expect(await staged(id)).toHaveLength(1);
  });
});

describe('an upload that goes wrong', () => {
  it('says where to go on from when the offset is another', async () => {
    const id = await begun(100);
    await append(id, 0, file(50)).expect(204);
    for (const offset of [0, 49, 51]) expect((await append(id, offset, file(50)).expect(409)).headers['upload-offset']).toBe('50');
    expect((await operator.api.patch(`${path}/${id}`).set({ ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '-1' }).send(file(20)).expect(400)).body).toMatchObject({ code: 'tus-header-malformed' });
    await append(id, 50, file(50), { 'content-type': 'text/csv' }).expect(415);
    expect((await append(id, 50, file(51)).expect(413)).body).toMatchObject({ code: 'upload-too-long' });
    expect(await view(id)).toMatchObject({ receivedBytes: 50, state: 'paused' });
  });

  it('keeps nothing of what a checksum does not vouch for', async () => {
    const content = file(100);
    const id = await begun(100);
    const checksum = (algorithm: string, bytes: Buffer) => `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`;
    expect((await append(id, 0, content.subarray(0, 40), { 'upload-checksum': checksum('sha256', content) })).status).toBe(460);
    expect(await view(id)).toMatchObject({ receivedBytes: 0 });
    expect(await staged(id)).toEqual([]);
    await append(id, 0, content.subarray(0, 40), { 'upload-checksum': 'crc32 AAAAAAAAAAAAAAAA' }).expect(400);
    await append(id, 0, content.subarray(0, 40), { 'upload-checksum': checksum('sha1', content.subarray(0, 40)) }).expect(204);
    await append(id, 40, content.subarray(40), { 'upload-checksum': checksum('md5', content.subarray(40)) }).expect(204);
    expect(await view(id)).toMatchObject({ state: 'completed' });
  });

  it('is nobody else’s: not of another tenant, nor of another user of the same one', async () => {
    const id = await begun(100);
    const others = [await intake.operator(), await intake.service.signIn(['intake.*'], { tenantId: operator.tenantId })];
    for (const { api, token } of others) {
      expect((await api.get(`${path}/${id}`).expect(404)).body).toMatchObject({ code: 'upload-session-not-found' });
      await api.patch(`${path}/${id}`).set({ ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }).send(file(50)).expect(404);
      await api.delete(`${path}/${id}`).set(tus).expect(404);
      expect((await fetch(`${endpoint()}/${id}`, { method: 'HEAD', headers: { ...tus, authorization: `Bearer ${token}` } })).status).toBe(404);
    }
    expect(await view(id)).toMatchObject({ state: 'initialized', receivedBytes: 0 });
    const reader = await intake.service.signIn(['intake.source-file.read']);
    await begin(10, { caller: reader }).expect(403);
    await intake.service.anonymous().post(path).set({ ...tus, 'upload-length': '10' }).expect(401);
  });

  it('is refused at once for its kind, its size, its name or want of room', async () => {
    const caller = await intake.operator();
    await tell(caller, { uploadMaxMib: 1, uploadMediaTypes: ['text/csv'] });
    expect((await begin(10, { caller, named: metadata('a.json', 'application/x-ndjson') }).expect(415)).body).toMatchObject({ code: 'media-type-not-allowed' });
    expect((await begin(mebi + 1, { caller }).expect(413)).body).toMatchObject({ code: 'source-file-too-large' });
    for (const length of ['', '0', '-1', '1e9', 'x']) await begin(length, { caller }).expect(400);
    for (const name of ['../../etc/passwd', '', 'a\nb']) await begin(10, { caller, named: metadata(name) }).expect(400);
    await tellTerms(intake.service.database, 'intake', caller.tenantId, { settings: effectiveSettings({ uploadMaxMib: 3072 }, {}), limits: { ...limitsOfPlan.Professional, storageGb: 1 } });
    await begin(600_000_000, { caller }).expect(201);
    expect((await begin(600_000_000, { caller }).expect(409)).body).toMatchObject({ code: 'plan-limit-reached' });
  });

  it('fails at its end for what it turns out to be, and leaves nothing', async () => {
    const caller = await intake.operator();
    await tell(caller, { uploadMaxMib: 1, uploadMediaTypes: ['text/csv'] });
    for (const [content, status, code] of [[gzipSync(file(500)), 415, 'media-type-not-allowed'], [Buffer.from('[{"a":1}]'), 422, 'source-file-unreadable']] as const) {
      const id = await begun(content.length, caller);
      expect((await append(id, 0, content, {}, caller).expect(status)).body).toMatchObject({ code });
      expect(await view(id, caller)).toMatchObject({ state: 'failed', failure: { code }, sourceFileId: null });
      await append(id, content.length, Buffer.alloc(0), {}, caller).expect(410);
      expect(await staged(id, caller)).toEqual([]);
    }
    expect(existsSync(join(intake.folder, caller.tenantId)) ? (await readdir(join(intake.folder, caller.tenantId), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()) : []).toEqual([]);
  });
});

describe('an upload that is given up', () => {
  it('leaves no bytes when it is cancelled, also while some still come', async () => {
    const content = file(20 * mebi);
    const id = await begun(content.length);
    const sent = halfSent(intake.service.url, id, content.subarray(0, 9 * mebi), content.length);
    await eventually(() => view(id), ({ receivedBytes }) => receivedBytes >= 8 * mebi);
    await operator.api.delete(`${path}/${id}`).set(tus).expect(204);
    const answer = new Promise<number | undefined>((resolve) => sent.on('response', ({ statusCode }) => resolve(statusCode)));
    sent.end(content.subarray(9 * mebi));
    expect(await answer).toBe(409);
    expect(await view(id)).toMatchObject({ state: 'cancelled', sourceFileId: null });
    expect(await staged(id)).toEqual([]);
    expect((await append(id, 8 * mebi, file(10)).expect(410)).body).toMatchObject({ code: 'upload-ended' });
    await operator.api.delete(`${path}/${id}`).set(tus).expect(204);
  });

  it('does not undo a file that is complete', async () => {
    const content = file(200);
    const id = await begun(content.length);
    await append(id, 0, content).expect(204);
    await operator.api.delete(`${path}/${id}`).set(tus).expect(409);
    await operator.api.get(`/api/v1/intake/source-files/${(await view(id)).sourceFileId}`).expect(200);
  });

  it('leaves no bytes when nobody goes on with it in time', async () => {
    const id = await begun(100);
    await append(id, 0, file(50)).expect(204);
    await intake.service.database.admin.query(`update intake.upload_session set expires_at = now() - interval '1 second' where id = $1`, [id]);
    await append(id, 50, file(50)).expect(410);
    await intake.service.running.app.get(ExpireUploads).sweep();
    expect(await view(id)).toMatchObject({ state: 'failed', failure: { code: 'upload-expired' } });
    expect(await staged(id)).toEqual([]);
  });

  it('is not ended under the hands of who is making a file of it, or has just sent its last byte', async () => {
    const id = await begun(100);
    const expired = (finishing: string) => intake.service.database.admin.query(`update intake.upload_session set expires_at = now() - interval '1 second', finishing_until = now() + $2::interval where id = $1`, [id, finishing]);
    const busy = () => intake.service.database.admin.query(`update intake.upload_session set finishing_until = now() + interval '1 minute' where id = $1`, [id]);
    const sweep = () => intake.service.running.app.get(ExpireUploads).sweep();
    await busy();
    await append(id, 0, file(100)).expect(204);
    for (const finishing of ['1 minute', '-1 minute']) {
      await expired(finishing);
      await sweep();
      expect((await view(id)).failure).toBeNull();
    }
    await intake.service.database.admin.query(`update intake.upload_session set touched_at = now() - interval '1 hour' where id = $1`, [id]);
    await sweep();
    expect(await view(id)).toMatchObject({ state: 'failed', failure: { code: 'upload-expired' } });
  });
});
