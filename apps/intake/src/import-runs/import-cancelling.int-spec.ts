import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView } from '@kairos/contracts';
import { eventually, type Caller } from '@kairos/testing';
import { jobEnd, plantRows, readJob, startJob, TestIntake, threeChunks, threeChunksCreated as created } from '../test/intake-service.builder.ts';

const jobs = '/api/v1/intake/import-jobs';

describe('an import that is cancelled while others fail', () => {
  let intake: TestIntake;
  let operator: Caller;
  beforeAll(async () => {
    intake = await TestIntake.start();
    operator = await intake.readyOperator();
  });
  afterEach(() => intake.target.behave());
  afterAll(() => intake?.stop());

  it('is cancelled behind the chunks it has in hands, and every counted row stands', async () => {
    const held = intake.target.hold(0);
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    await held.reached;
    expect((await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202)).body).toMatchObject({ status: 'running' });
    held.release();
    const end = await jobEnd(operator, job);
    expect(end).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1500, created: 1500 } });
    expect(intake.chunksWithEffect(job)).toEqual([0, 1, 2]);
    await operator.api.post(`${jobs}/${job.id}/cancel`).expect(409);
  });

  const lease = (set: string, job: ImportJobView) => intake.service.database.admin.query(`update intake.import_job_lease set ${set} where import_job_id = $1 and token is null`, [job.id]);

  /** Once a job rests after an attempt: from then on it rests until it is cancelled or hurried, so that no attempt runs beside what a test does. */
  const resting = (job: ImportJobView) => {
    const pinned = `update intake.import_job_lease set due_at = 'infinity' where import_job_id = $1 and token is null and attempts > 1`;
    return eventually(async () => (await intake.service.database.admin.query(pinned, [job.id])).rowCount, (count) => count === 1);
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
    expect(intake.chunksWithEffect(job)).toEqual([0, 1, 2]);
  });

  /** The job as it ends, whenever a worker that has it now gives it back. */
  const hurried = (job: ImportJobView) => eventually(async () => (await lease('due_at = now()', job), readJob(operator, job.id)), ({ finishedAt }) => finishedAt !== null, 20_000);

  it('is cancelled behind a chunk whose answer could not be read, though it failed and was resumed in between', async () => {
    intake.target.spoils = ({ chunkIndex }) => chunkIndex === 1;
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    expect(await jobEnd(operator, job)).toMatchObject({ status: 'failed', failure: { code: 'target-unreadable' }, counts: { read: 500 } });
    intake.target.before = () => ({ status: 429, body: {} });
    await operator.api.post(`${jobs}/${job.id}/resume`).expect(202);
    // An attempt that began before the wish to cancel may send all it has in hands, one chunk more.
    await resting(job);
    expect((await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202)).body).not.toMatchObject({ status: 'cancelled' });
    Object.assign(intake.target, { spoils: () => false, before: () => undefined });
    expect(await jobEnd(operator, job)).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1500, created: 1500 } });
    expect(intake.chunksWithEffect(job)).toEqual([0, 1, 2]);
  });

  it('applies nothing once it is cancelled, however often, where the target never saw the chunks in doubt', async () => {
    intake.target.before = ({ chunkIndex }) => (chunkIndex >= 1 ? { status: 504, body: {} } : undefined);
    const job = await startJob(operator, threeChunks(), 'test-plants');
    await resting(job);
    await lease('attempts = 20', job);
    for (let asked = 0; asked < 3; asked += 1) await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202);
    const { rows } = await intake.service.database.admin.query<{ attempts: number; soon: boolean }>(`select attempts, due_at < 'infinity' as soon from intake.import_job_lease where import_job_id = $1`, [job.id]);
    expect(rows).toEqual([{ attempts: expect.any(Number), soon: true }]);
    expect(rows[0]?.attempts).toBeGreaterThanOrEqual(20);
    intake.target.before = () => undefined;
    expect(await hurried(job)).toMatchObject({ status: 'cancelled', counts: { ...created, read: 500, created: 500 } });
    expect(intake.chunksWithEffect(job)).toEqual([0]);
  });

  it('passes over a chunk that never reached the target once it is cancelled, and tells of the one sent with it that did', async () => {
    intake.target.before = ({ chunkIndex }) => (chunkIndex === 1 ? { status: 504, body: {} } : undefined);
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    await resting(job);
    await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202);
    intake.target.before = () => undefined;
    expect(await hurried(job)).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1000, created: 1000 } });
    const { rows } = await intake.service.database.admin.query('select min(row_number)::int as first, max(row_number)::int as last from intake.import_row_result where import_job_id = $1 and row_number > 500', [job.id]);
    expect([intake.chunksWithEffect(job), rows]).toEqual([[0, 2], [{ first: 1001, last: 1500 }]]);
  });

  it('tells of all chunks that were in hands, though nothing was told of the first', async () => {
    intake.target.loses = ({ chunkIndex }) => chunkIndex === 0;
    const job = await startJob(operator, plantRows(2500), 'test-plants');
    await resting(job);
    const first = intake.target.applied().find(({ body }) => body.importJobId === job.id)?.body.rows ?? [];
    const rows = first.map(({ rowNumber, values }) => ({ rowNumber: rowNumber + 1000, values: { ...values, code: `${String(values['code'])}-later` } }));
    // Another worker had sent the third while it told of the first, and was killed.
    await fetch(`${intake.target.url}/batches`, { method: 'POST', body: JSON.stringify({ importJobId: job.id, chunkIndex: 2, dryRun: false, rows }) });
    // The others are still in doubt behind the first.
    Object.assign(intake.target, { loses: () => false, before: ({ chunkIndex }: { chunkIndex: number }) => (chunkIndex >= 1 ? { status: 429, body: {} } : undefined) });
    await lease('due_at = now(), attempts = 0', job);
    await eventually(() => readJob(operator, job.id), ({ status, counts }) => status === 'retrying' && counts.read === 500);
    await resting(job);
    expect((await operator.api.post(`${jobs}/${job.id}/cancel`).expect(202)).body).not.toMatchObject({ status: 'cancelled' });
    intake.target.before = () => undefined;
    expect(await jobEnd(operator, job)).toMatchObject({ status: 'cancelled', counts: { ...created, read: 1500, created: 1500 } });
    expect(intake.chunksWithEffect(job)).toEqual([0, 1, 2]);
  });

  it('remembers that the last of its attempts may have been applied', async () => {
    intake.target.before = () => ({ status: 429, body: {} });
    const job = await startJob(operator, threeChunks(), 'test-plants');
    await resting(job);
    Object.assign(intake.target, { before: () => undefined, loses: () => true });
    await lease('attempts = 39, due_at = now()', job);
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
});
