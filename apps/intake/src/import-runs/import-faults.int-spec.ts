import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView } from '@kairos/contracts';
import { eventually, type Caller } from '@kairos/testing';
import { jobEnd, plantRows, readJob, startJob, TestIntake, threeChunks, threeChunksCreated } from '../test/intake-service.builder.ts';

const jobs = '/api/v1/intake/import-jobs';
let intake: TestIntake;

afterEach(() => intake.target.behave());

const created = threeChunksCreated;

describe('an import while others fail', () => {
  let operator: Caller;
  beforeAll(async () => {
    intake = await TestIntake.start();
    operator = await intake.readyOperator();
  });
  afterAll(() => intake?.stop());

  it('waits for a target that is away and loses nothing', async () => {
    let refusals = 2;
    intake.target.before = ({ chunkIndex }) => (chunkIndex === 1 && refusals-- > 0 ? { status: 503, body: { detail: 'away' } } : undefined);
    const job = await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'));
    expect(job).toMatchObject({ status: 'completed', counts: created, failure: null, rowsInDoubt: false });
    expect(intake.chunksWithEffect(job)).toEqual([0, 1, 2]);
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
    expect(intake.chunksWithEffect(failed)).toEqual([0, 1, 2]);
  });

  it('says that rows are in doubt when a chunk is refused and the one sent with it was applied, and tells of them once it goes on', async () => {
    intake.target.before = ({ chunkIndex }) => (chunkIndex === 1 ? { status: 413, body: { title: 'Payload Too Large' } } : undefined);
    const failed = await jobEnd(operator, await startJob(operator, threeChunks(), 'test-plants'));
    expect(failed).toMatchObject({ status: 'failed', failure: { code: 'target-refused' }, counts: { ...created, read: 500, created: 500 }, rowsInDoubt: true });
    expect(intake.chunksWithEffect(failed)).toEqual([0, 2]);
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
    const held = intake.target.hold(0);
    const job = await startJob(other, threeChunks(), 'test-plants');
    await held.reached;
    const second = await startJob(other, threeChunks(), 'test-plants', 'plan');
    await rm(join(intake.folder, other.tenantId), { recursive: true });
    held.release();
    await jobEnd(other, job);
    const third = await other.api.post(jobs, { sourceFileId: second.sourceFileId, recipe: { name: 'test-plants' }, mode: 'plan' }).expect(202);
    expect(await jobEnd(other, third.body as ImportJobView)).toMatchObject({ status: 'failed', failure: { code: 'source-file-missing' } });
  });

  it('shuts out a worker whose lease another has taken', async () => {
    const held = intake.target.hold(1);
    const job = await startJob(operator, threeChunks(), 'test-plants');
    await held.reached;
    // The worker sleeps past its lease; the next one finds the job due and takes it from its checkpoint.
    await intake.service.database.admin.query('update intake.import_job_lease set token = gen_random_uuid(), due_at = now() where import_job_id = $1', [job.id]);
    const second = await eventually(() => readJob(operator, job.id), ({ status }) => status === 'completed');
    held.release();
    expect(second.counts).toEqual(created);
    await eventually(async () => intake.chunksOf(job), (chunks) => chunks.length >= 4);
    // What the sleeper still sends is answered with receipts: each chunk has one effect.
    expect(intake.chunksWithEffect(job)).toEqual([0, 1, 2]);
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
