import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView } from '@kairos/contracts';
import { eventually, type Caller } from '@kairos/testing';
import { jobEnd, plantRows, readJob, startJob, TestIntake, threeChunks, threeChunksCreated } from '../test/intake-service.builder.ts';

const jobs = '/api/v1/intake/import-jobs';
let intake: TestIntake;

afterEach(() => {
  intake.target.before = () => undefined;
  Object.assign(intake.target, { loses: () => false, spoils: () => false });
  intake.target.tokenAnswer = () => undefined;
});

const created = threeChunksCreated;

describe('an import while others fail', () => {
  let operator: Caller;
  beforeAll(async () => {
    intake = await TestIntake.start();
    operator = await intake.readyOperator();
  });
  afterAll(() => intake?.stop());

  /** The chunks of a job that had an effect. */
  const appliedOf = ({ id }: ImportJobView) => intake.target.applied().filter(({ body, repeated }) => body.importJobId === id && !repeated).map(({ body }) => body.chunkIndex).sort();

  it('waits for a target that is away and loses nothing', async () => {
    let refusals = 2;
    intake.target.before = ({ chunkIndex }) => (chunkIndex === 1 && refusals-- > 0 ? { status: 503, body: { detail: 'away' } } : undefined);
    const job = await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'));
    expect(job).toMatchObject({ status: 'completed', counts: created, failure: null, rowsInDoubt: false });
    expect(appliedOf(job)).toEqual([0, 1, 2]);
  });

  it('tries a chunk again during which somebody changed one of its records', async () => {
    let changes = 1;
    intake.target.before = ({ chunkIndex }) => (chunkIndex === 1 && changes-- > 0 ? { status: 412, body: { detail: 'changed meanwhile' } } : undefined);
    expect(await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'))).toMatchObject({ status: 'completed', counts: created });
  });

  it('sends a chunk again when the answer was lost, and counts it once', async () => {
    let lost = 0;
    intake.target.before = ({ chunkIndex }) => {
      if (chunkIndex !== 1 || lost++ > 0) return undefined;
      intake.target.before = () => undefined;
      return { status: 502, body: {} };
    };
    const job = await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'));
    expect(job.counts).toEqual(created);
    expect(await intake.storedRows(job)).toEqual({ rows: 1200, distinct: 1200 });
  });

  it('asks for a new token when the target takes the old one no more', async () => {
    let answers = 0;
    intake.target.before = () => (answers++ === 0 ? { status: 401, body: {} } : undefined);
    const before = intake.target.tokenRequests.length;
    const job = await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'));
    expect(job.status).toBe('completed');
    expect(intake.target.tokenRequests.length - before).toBeGreaterThanOrEqual(1);
  });

  it('fails when it may not import any more, keeps what is done, and is taken up again behind it', async () => {
    intake.target.before = ({ chunkIndex }) => (chunkIndex >= 1 ? { status: 403, body: { detail: 'This needs the permission assets.plant.import.' } } : undefined);
    const failed = await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'));
    expect(failed).toMatchObject({
      status: 'failed',
      failure: { code: 'not-permitted', detail: 'This needs the permission assets.plant.import.', line: null },
      counts: { ...created, read: 500, created: 500 }, rowsInDoubt: false,
    });
    intake.target.before = () => undefined;
    await operator.api.post(`${jobs}/${failed.id}/resume`).expect(202);
    expect(await jobEnd(operator, failed)).toMatchObject({ status: 'completed', counts: created, failure: null });
    expect(appliedOf(failed)).toEqual([0, 1, 2]);
  });

  it('says that rows are in doubt when a chunk is refused and the one sent with it was applied, and tells of them once it goes on', async () => {
    intake.target.before = ({ chunkIndex }) => (chunkIndex === 1 ? { status: 413, body: { title: 'Payload Too Large' } } : undefined);
    const failed = await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'));
    expect(failed).toMatchObject({ status: 'failed', failure: { code: 'target-refused' }, counts: { ...created, read: 500, created: 500 }, rowsInDoubt: true });
    expect(appliedOf(failed)).toEqual([0, 2]);
    intake.target.before = () => undefined;
    await operator.api.post(`${jobs}/${failed.id}/resume`).expect(202);
    expect(await jobEnd(operator, failed)).toMatchObject({ status: 'completed', counts: created, rowsInDoubt: false });
    expect(await intake.storedRows(failed)).toEqual({ rows: 1200, distinct: 1200 });
  });

  it('sends a chunk about a record of the one before when that is answered, and others two at a time', async () => {
    const alone = await jobEnd(operator, await startJob(operator, plantRows(1000), 'test-plants'));
    expect(alone.status).toBe('completed');
    const most = mostAtOnce();
    const twice = plantRows(500);
    const again = await jobEnd(operator, await startJob(operator, `${twice}${twice.slice(twice.indexOf('\n') + 1).replaceAll('Plant', 'Impianto')}`, 'test-plants'));
    expect([most(), again.counts.created, again.counts.updated]).toEqual([1, 500, 500]);
    await jobEnd(operator, await startJob(operator, plantRows(1000), 'test-plants'));
    expect(most()).toBe(2);
  });

  it('fails when whoever started it has left the tenant', async () => {
    const leaver = await intake.readyOperator();
    intake.target.tokenAnswer = () => ({ status: 404, body: {} });
    const job = await jobEnd(leaver, await startJob(leaver, threeChunks(), 'test-plants'));
    expect(job).toMatchObject({ status: 'failed', failure: { code: 'not-permitted' }, counts: { ...created, read: 0, created: 0 } });
  });

  it.each([
    ['an answer that covers other rows', { status: 200, body: { importJobId: '', chunkIndex: 0, results: [], resultsSha256: '' } }, 'target-unreadable'],
    ['a refusal of the request', { status: 413, body: { title: 'Payload Too Large' } }, 'target-refused'],
  ])('fails on %s instead of guessing', async (_, answer, code) => {
    intake.target.before = ({ importJobId }) => ({ ...answer, body: 'results' in answer.body ? { ...answer.body, importJobId } : answer.body });
    expect(await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'))).toMatchObject({ status: 'failed', failure: { code } });
  });

  it('fails when its file is gone from the store', async () => {
    const other = await intake.readyOperator();
    const held = await hold(0);
    const job = await startJob(other, threeChunks(), 'test-plants');
    await held.reached;
    const second = await startJob(other, threeChunks(), 'test-plants', 'plan');
    await rm(join(intake.folder, other.tenantId), { recursive: true });
    held.release();
    await jobEnd(other, job);
    const third = await other.api.post(jobs, { sourceFileId: second.sourceFileId, recipe: { name: 'test-plants' }, mode: 'plan' }).expect(202);
    expect(await jobEnd(other, third.body as ImportJobView)).toMatchObject({ status: 'failed', failure: { code: 'source-file-missing' } });
  });

  it('is cancelled behind the chunks it has in hands, and every counted row stands', async () => {
    const held = await hold(0);
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    await held.reached;
    expect((await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202)).body).toMatchObject({ status: 'running' });
    held.release();
    const end = await jobEnd(operator, job);
    expect(end).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1500, created: 1500 } });
    expect(appliedOf(job)).toEqual([0, 1, 2]);
    await operator.api.post(`${jobs}/${job.id}/cancel`).expect(409);
  });

  const resting = (job: ImportJobView) => {
    const lease = 'select attempts from intake.import_job_lease where import_job_id = $1 and token is null and attempts > 1';
    return eventually(async () => (await intake.service.database.admin.query(lease, [job.id])).rowCount, (count) => count === 1);
  };

  it('is cancelled behind the chunk whose answer was lost, so that every row that was applied is told', async () => {
    intake.target.loses = ({ chunkIndex }) => chunkIndex === 1;
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    await resting(job);
    expect(await readJob(operator, job.id)).toMatchObject({ rowsInDoubt: true, counts: { read: 500 } });
    // What is known to have had no effect leaves the doubt as it was.
    intake.target.before = () => ({ status: 429, body: {} });
    expect((await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202)).body).not.toMatchObject({ status: 'cancelled' });
    Object.assign(intake.target, { loses: () => false, before: () => undefined });
    const end = await jobEnd(operator, job);
    expect(end).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1500, created: 1500 } });
    expect(appliedOf(job)).toEqual([0, 1, 2]);
  });

  const lease = (set: string, job: ImportJobView) => intake.service.database.admin.query(`update intake.import_job_lease set ${set} where import_job_id = $1 and token is null`, [job.id]);

  /** The job as it ends, whenever a worker that has it now gives it back. */
  const hurried = (job: ImportJobView) => eventually(async () => (await lease('due_at = now()', job), readJob(operator, job.id)), ({ finishedAt }) => finishedAt !== null, 20_000);

  it('is cancelled behind a chunk whose answer could not be read, though it failed and was resumed in between', async () => {
    intake.target.spoils = ({ chunkIndex }) => chunkIndex === 1;
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    expect(await jobEnd(operator, job)).toMatchObject({ status: 'failed', failure: { code: 'target-unreadable' }, counts: { read: 500 } });
    intake.target.before = () => ({ status: 429, body: {} });
    await operator.api.post(`${jobs}/${job.id}/resume`).expect(202);
    expect((await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202)).body).not.toMatchObject({ status: 'cancelled' });
    Object.assign(intake.target, { spoils: () => false, before: () => undefined });
    expect(await jobEnd(operator, job)).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1500, created: 1500 } });
    expect(appliedOf(job)).toEqual([0, 1, 2]);
  });

  it('applies nothing once it is cancelled, however often, where the target never saw the chunks in doubt', async () => {
    intake.target.before = ({ chunkIndex }) => (chunkIndex >= 1 ? { status: 504, body: {} } : undefined);
    const job = await startJob(operator, threeChunks(), 'test-plants');
    await resting(job);
    await eventually(() => lease(`attempts = 20, due_at = 'infinity'`, job), ({ rowCount }) => rowCount === 1);
    for (let asked = 0; asked < 3; asked += 1) await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202);
    const { rows } = await intake.service.database.admin.query<{ attempts: number; soon: boolean }>(`select attempts, due_at < 'infinity' as soon from intake.import_job_lease where import_job_id = $1`, [job.id]);
    expect(rows).toEqual([{ attempts: expect.any(Number), soon: true }]);
    expect(rows[0]?.attempts).toBeGreaterThanOrEqual(20);
    intake.target.before = () => undefined;
    expect(await hurried(job)).toMatchObject({ status: 'cancelled', counts: { ...created, read: 500, created: 500 } });
    expect(appliedOf(job)).toEqual([0]);
  });

  it('passes over a chunk that never reached the target once it is cancelled, and tells of the one sent with it that did', async () => {
    intake.target.before = ({ chunkIndex }) => (chunkIndex === 1 ? { status: 504, body: {} } : undefined);
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    await resting(job);
    await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202);
    intake.target.before = () => undefined;
    expect(await hurried(job)).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1000, created: 1000 } });
    const { rows } = await intake.service.database.admin.query('select min(row_number)::int as first, max(row_number)::int as last from intake.import_row_result where import_job_id = $1 and row_number > 500', [job.id]);
    expect([appliedOf(job), rows]).toEqual([[0, 2], [{ first: 1001, last: 1500 }]]);
  });

  it('tells of all chunks that were in hands, though nothing was told of the first', async () => {
    intake.target.loses = ({ chunkIndex }) => chunkIndex === 0;
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    await resting(job);
    await eventually(() => lease(`due_at = 'infinity'`, job), ({ rowCount }) => rowCount === 1);
    const first = intake.target.applied().find(({ body }) => body.importJobId === job.id)?.body.rows ?? [];
    const rows = first.map(({ rowNumber, values }) => ({ rowNumber: rowNumber + 1000, values: { ...values, code: `${String(values['code'])}-later` } }));
    // Another worker had sent the third while it told of the first, and was killed.
    await fetch(`${intake.target.url}/batches`, { method: 'POST', body: JSON.stringify({ importJobId: job.id, chunkIndex: 2, dryRun: false, rows }) });
    // The others are still in doubt behind the first.
    Object.assign(intake.target, { loses: () => false, before: ({ chunkIndex }: { chunkIndex: number }) => (chunkIndex >= 1 ? { status: 429, body: {} } : undefined) });
    await lease('due_at = now(), attempts = 0', job);
    await eventually(() => readJob(operator, job.id), ({ status, counts }) => status === 'retrying' && counts.read === 500);
    expect((await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202)).body).not.toMatchObject({ status: 'cancelled' });
    intake.target.before = () => undefined;
    expect(await jobEnd(operator, job)).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1500, created: 1500 } });
    expect(appliedOf(job)).toEqual([0, 1, 2]);
  });

  it('remembers that the last of its attempts may have been applied', async () => {
    intake.target.before = () => ({ status: 429, body: {} });
    const job = await startJob(operator, threeChunks(), 'test-plants');
    await resting(job);
    await eventually(() => lease(`attempts = 39, due_at = 'infinity'`, job), ({ rowCount }) => rowCount === 1);
    Object.assign(intake.target, { before: () => undefined, loses: () => true });
    await lease('due_at = now()', job);
    expect(await jobEnd(operator, job)).toMatchObject({ status: 'failed', failure: { code: 'target-unavailable' } });
    const { rows } = await intake.service.database.admin.query('select chunk_in_doubt from intake.import_job where id = $1', [job.id]);
    expect(rows).toEqual([{ chunk_in_doubt: true }]);
  });

  it('is cancelled at once while it rests and all is told that was applied', async () => {
    intake.target.before = () => ({ status: 429, body: {} });
    const job = await startJob(operator, threeChunks(), 'test-plants');
    await resting(job);
    expect((await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202)).body).toMatchObject({ status: 'cancelled' });
  });

  it('shuts out a worker whose lease another has taken', async () => {
    const held = await hold(1);
    const job = await startJob(operator, threeChunks(), 'test-plants');
    await held.reached;
    // The worker sleeps past its lease; the next one finds the job due and takes it from its checkpoint.
    await intake.service.database.admin.query('update intake.import_job_lease set token = gen_random_uuid(), due_at = now() where import_job_id = $1', [job.id]);
    const second = await eventually(() => readJob(operator, job.id), ({ status }) => status === 'completed');
    held.release();
    expect(second.counts).toEqual(created);
    await eventually(async () => intake.chunksOf(job), (chunks) => chunks.length >= 4);
    // What the sleeper still sends is answered with receipts: each chunk has one effect.
    const fresh = intake.target.applied().filter(({ body, repeated }) => body.importJobId === job.id && !repeated);
    expect(fresh.map(({ body }) => body.chunkIndex).sort()).toEqual([0, 1, 2]);
    expect(await readJob(operator, job.id)).toMatchObject({ status: 'completed', counts: created });
    expect(await intake.storedRows(job)).toEqual({ rows: 1200, distinct: 1200 });
  });
});

it('an import sends its chunks one after the other where the operator did not ask for two, and plans two at a time, but for rows whose order counts', async () => {
  intake = await TestIntake.start({ environment: { IMPORT_CHUNKS_AT_TARGET: '1' } });
  try {
    const operator = await intake.readyOperator();
    const most = mostAtOnce();
    expect(await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'))).toMatchObject({ status: 'completed', counts: created });
    expect(most()).toBe(1);
    const reader = await intake.service.signIn(['intake.*', 'assets.reading.record']);
    const fields = [['meter', 'code'], ['startsAt', 'name'], ['energyKwh', 'power']].map(([target, from]) => ({ target, from, as: target === 'energyKwh' ? 'decimal' : 'text', required: true }));
    const recipe = { format: 'kairos.recipe.v2', name: 'test-readings', title: 'Readings of a test', target: 'assets.readings', naturalKey: ['meter', 'startsAt'], fields };
    await reader.api.post('/api/v1/intake/recipes', recipe).expect(201);
    const quarters = `code,name,power\n${Array.from({ length: 1200 }, (_, quarter) => `M1,2025-01-01T00:00:00.${String(quarter % 1000).padStart(3, '0')}Z,1\n`).join('')}`;
    expect(await jobEnd(reader, await startJob(reader, quarters, 'test-readings', 'plan'))).toMatchObject({ status: 'completed', counts: { read: 1200, rejected: 0 } });
    expect(most()).toBe(1);
    await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants', 'plan'));
    expect(most()).toBe(2);
  } finally {
    await intake.stop();
  }
});

/** Keeps each chunk at the target for a moment, until another one is there. @returns how many of one import were there at a time */
function mostAtOnce(): () => number {
  const concurrent = new Map<string, number>();
  let most = 0;
  intake.target.before = async ({ importJobId }) => {
    concurrent.set(importJobId, (concurrent.get(importJobId) ?? 0) + 1);
    most = Math.max(most, concurrent.get(importJobId) ?? 0);
    await eventually(async () => most, (now) => now === 2, 300).catch(() => undefined);
    concurrent.set(importJobId, (concurrent.get(importJobId) ?? 0) - 1);
    return undefined;
  };
  return () => most;
}

/** Holds the first request for a chunk until released; later ones pass. */
async function hold(chunk: number): Promise<{ reached: Promise<void>; release: () => void }> {
  const reached = Promise.withResolvers<void>();
  const released = Promise.withResolvers<undefined>();
  let waiting = false;
  intake.target.before = ({ chunkIndex }) => {
    if (chunkIndex !== chunk || waiting) return undefined;
    waiting = true;
    reached.resolve();
    return released.promise;
  };
  return { reached: reached.promise, release: () => released.resolve(undefined) };
}
