import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView, UploadedSourceFile } from '@kairos/contracts';
import { ApiClient, eventually, grantAccess, TestDatabase, TestIssuer, TestNats, type TokenFacts } from '@kairos/testing';
import { ChunkProxy } from './chunk-proxy.ts';
import { ServiceProcess } from './service-process.ts';
import { everyService } from './services.ts';
import { recipeOf } from './tenant-records.ts';

const full = process.env['KAIROS_PROOF'] === 'full';
const chunkRows = 500;
/** Six chunks and a bit; three and a bit in `verify`. */
const rows = full ? 3100 : 1600;

let database: TestDatabase;
let nats: TestNats;
let issuer: TestIssuer;
let assets: ServiceProcess;
let intake: ServiceProcess;
let proxy: ChunkProxy;
const folder = mkdtempSync(join(tmpdir(), 'kairos-import-faults-'));

beforeAll(async () => {
  database = await TestDatabase.create(everyService);
  // The servers of tests forget their last commits when they crash; one in use does not.
  await database.admin.query(`alter database ${database.name} set synchronous_commit = on`);
  nats = await TestNats.start();
  issuer = await TestIssuer.start();
  assets = await ServiceProcess.start('assets', { database, nats, issuer });
  proxy = await ChunkProxy.start(() => assets.url);
  const environment = { ASSETS_URL: proxy.url, WORKFLOWS_URL: proxy.url, FILES_DIR: folder, SEALING_KEYS_DIR: join(folder, 'keys'), SERVICE_SECRET: 'a secret of the test', IMPORT_LEASE_MS: '1000', IMPORT_CHUNK_ROWS: String(chunkRows), IMPORT_CHUNKS_AT_TARGET: '2' };
  intake = await ServiceProcess.start('intake', { database, nats, issuer, environment });
}, 60_000);
afterAll(async () => {
  await Promise.all([assets?.kill('SIGTERM'), intake?.kill('SIGTERM')]);
  proxy?.stop();
  issuer?.stop();
  await nats?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Importer = { caller: TokenFacts; job: ImportJobView };
const api = (caller: TokenFacts) => new ApiClient(intake.url, issuer.token(caller));

/** Starts an import of a file of its own, as a tenant of its own. */
async function startImport(): Promise<Importer> {
  const caller: TokenFacts = { userId: randomUUID(), tenantId: randomUUID(), membershipId: randomUUID(), sessionId: randomUUID(), authzVersion: 1 };
  for (const service of ['intake', 'assets']) await grantAccess(database, service, caller, ['*']);
  issuer.answers.set('/api/v1/identity/service-tokens', { accessToken: issuer.token(caller), expiresAt: new Date(Date.now() + 500_000).toISOString() });
  await api(caller).post('/api/v1/intake/recipes', recipeOf('faults')).expect(201);
  // Every tenth row has no capacity: it is rejected, and must be rejected once.
  const content = `code,name,type,power\n${Array.from({ length: rows }, (_, at) => `F-${at + 1},Plant ${at + 1},Wind,${(at + 1) % 10 === 5 ? 'none' : '1'}\n`).join('')}`;
  const uploaded = (await api(caller).post('/api/v1/intake/source-files?fileName=faults.csv').set('content-type', 'text/csv').send(content as unknown as object).expect(201)).body as UploadedSourceFile;
  const { body } = await api(caller).post('/api/v1/intake/import-jobs', { sourceFileId: uploaded.id, recipe: { name: 'faults' }, mode: 'apply' }).expect(202);
  return { caller, job: body as ImportJobView };
}

const ended = ({ caller, job }: Importer) =>
  eventually(() => api(caller).get(`/api/v1/intake/import-jobs/${job.id}`).then(({ status, body }) => (status === 200 ? (body as ImportJobView) : undefined), () => undefined), (now) => now?.status === 'completed', 60_000);

/** Every row has one outcome, every plant is there once, every event was told once, and nothing waits. */
async function expectExact({ caller, job }: Importer): Promise<void> {
  const rejected = Math.floor(rows / 10);
  const created = rows - rejected;
  expect((await ended({ caller, job }))?.counts).toEqual({ read: rows, created, updated: 0, unchanged: 0, rejected, skipped: 0 });
  const { rows: [found] } = await database.admin.query(
    `select (select count(*)::int from assets.plant where tenant_id = $1) as plants, (select count(distinct code)::int from assets.plant where tenant_id = $1) as codes,
       (select count(*)::int from assets.outbox_event where tenant_id = $1 and type = 'assets.plant.registered.v1') as told,
       (select count(distinct message ->> 'subject')::int from assets.outbox_event where tenant_id = $1 and type = 'assets.plant.registered.v1') as "toldOf",
       (select count(*)::int from intake.import_row_result where tenant_id = $1) as results, (select count(distinct row_number)::int from intake.import_row_result where tenant_id = $1) as "rowsTold",
       (select count(*)::int from intake.import_job_lease where tenant_id = $1) as leases`,
    [caller.tenantId],
  );
  expect(found).toEqual({ plants: created, codes: created, told: created, toldOf: created, results: rows, rowsTold: rows, leases: 0 });
}

/** Kills intake when the chunk that holds a row is on its way to the target, or when its answer is on its way back. */
function killAt(row: number, when: 'before' | 'after'): Promise<void> {
  const killed = Promise.withResolvers<void>();
  proxy.onTheWay = async (chunk, now) => {
    if (now !== when || !chunk.includes(row)) return;
    proxy.onTheWay = () => undefined;
    await intake.kill('SIGKILL');
    killed.resolve();
  };
  return killed.promise;
}

/** Does something when the chunk with a row is on its way, which waits for it if `held`. */
function atRow(row: number, act: () => Promise<unknown>, held = true): Promise<unknown> {
  const done = Promise.withResolvers<unknown>();
  proxy.onTheWay = async (chunk, now) => {
    if (now !== 'before' || !chunk.includes(row)) return;
    proxy.onTheWay = () => undefined;
    const acted = act();
    acted.then(done.resolve, done.reject);
    if (held) await acted;
  };
  return done.promise;
}

async function killedAt(row: number, when: 'before' | 'after'): Promise<Importer> {
  const killed = killAt(row, when);
  const importer = await startImport();
  await killed;
  await intake.start();
  return importer;
}

const terminateBackends = () => database.admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and (usename like 'intake_%' or usename like 'assets_%')`);

/** Kills one backend with SIGKILL: Postgres then ends all others at once and recovers from its log, as after a crash. */
async function crashPostgres(): Promise<void> {
  const { rows: [backend] } = await database.admin.query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and usename like 'intake_%' limit 1`);
  if (backend) process.kill(backend.pid, 'SIGKILL');
  await eventually(() => database.admin.query('select 1').then(() => true, () => false), (up) => up, 30_000);
}

describe('an import', () => {
  it('whose worker is killed before and behind chunks, with the broker away and connections cut, ends with every row once', async () => {
    const first = killAt(1, 'after');
    const importer = await startImport();
    await first;
    const second = killAt(chunkRows + 1, 'before');
    await intake.start();
    await second;
    const cut = atRow(rows, async () => {
      await nats.pause();
      await terminateBackends();
    });
    await intake.start();
    await cut;
    await sleep(500);
    await nats.resume();
    await expectExact(importer);
  }, 120_000);

  if (!full) return;

  it.each<[number, 'before' | 'after']>([[1, 'before'], [1, 'after'], [chunkRows - 1, 'before'], [chunkRows, 'after'], [chunkRows + 1, 'before'], [chunkRows + 1, 'after'], [rows, 'before'], [rows, 'after']])(
    'whose worker is killed at row %i, %s its chunk reached the target, ends with every row once', async (row, when) => {
      await expectExact(await killedAt(row, when));
    }, 120_000);

  // Seeded, so that a failing moment can be tried again.
  let seed = 20_261_121;
  const random = () => ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff), seed / 0x7fffffff);
  it.each(Array.from({ length: 20 }, () => [Math.round(random() * 1200)]))('whose worker is killed %i ms after it began ends with every row once', async (delayMs) => {
    const importer = await startImport();
    await sleep(delayMs);
    await intake.kill('SIGKILL');
    await intake.start();
    await expectExact(importer);
  }, 120_000);

  it.each([1, chunkRows * 2 + 1, rows])('during which the target is killed at row %i ends with every row once', async (row) => {
    const died = atRow(row, () => assets.kill('SIGKILL').then(() => assets.start()), false);
    const importer = await startImport();
    await died;
    await expectExact(importer);
  }, 120_000);

  it.each([1, chunkRows * 2 + 1])('during which NATS is restarted at row %i ends with every row once', async (row) => {
    const restarted = atRow(row, () => nats.pause().then(() => sleep(1000)).then(() => nats.resume()));
    const importer = await startImport();
    await restarted;
    await expectExact(importer);
  }, 120_000);

  it.each([1, chunkRows * 2 + 1, rows])('during which Postgres crashes at row %i ends with every row once', async (row) => {
    const crashed = atRow(row, crashPostgres);
    const importer = await startImport();
    await crashed;
    await expectExact(importer);
  }, 120_000);
});
