import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportJobView } from '@kairos/contracts';
import { eventually, TestService } from '@kairos/testing';
import { intakeService } from '../service.ts';
import { jobEnd, readJob, startJob, TestIntake, threeChunks, threeChunksCreated as created } from '../test/intake-service.builder.ts';
import { newPlantRecipe } from '../test/recipe.builder.ts';
import { WorkerProcess } from '../test/worker-process.builder.ts';

let intake: TestIntake;

describe('workers that come and go', () => {
  beforeAll(async () => {
    WorkerProcess.build();
    intake = await TestIntake.start({ environment: { IMPORT_CONCURRENCY: '0' } });
  }, 60_000);
  afterAll(() => intake?.stop());

  const environment = (more: Record<string, string> = {}) => intake.workerEnvironment(more);

  it('resumes an import whose worker was killed between the target’s commit and the checkpoint', async () => {
    const operator = await intake.readyOperator();
    const job = await startJob(operator, threeChunks(), 'test-plants');
    const doomed = WorkerProcess.start(environment({ KAIROS_CRASH_AT: 'after-chunk-before-checkpoint' }));
    expect(await doomed.ended()).toBe('SIGKILL');
    expect(intake.chunksOf(job)).toContain(0);
    expect(await readJob(operator, job.id)).toMatchObject({ status: 'running', counts: { read: 0 } });
    const heir = WorkerProcess.start(environment());
    try {
      expect(await jobEnd(operator, job)).toMatchObject({ status: 'completed', counts: created });
    } finally {
      await heir.stop();
    }
    const sent = intake.target.applied().filter(({ body }) => body.importJobId === job.id);
    expect(sent.filter(({ repeated }) => !repeated).map(({ body }) => body.chunkIndex).sort()).toEqual([0, 1, 2]);
    expect(sent.filter(({ repeated }) => repeated).map(({ body }) => body.chunkIndex)).toContain(0);
    expect(await intake.storedRows(job)).toEqual({ rows: 1200, distinct: 1200 });
  });

  it('cancels an import whose worker was killed, and tells of every row that it had applied', async () => {
    const operator = await intake.readyOperator();
    const job = await startJob(operator, threeChunks(), 'test-plants');
    const doomed = WorkerProcess.start(environment({ KAIROS_CRASH_AT: 'after-chunk-before-checkpoint' }));
    expect(await doomed.ended()).toBe('SIGKILL');
    expect((await operator.api.post(`/api/v1/intake/import-jobs/${job.id}/cancel`).expect(202)).body).toMatchObject({ status: 'running', counts: { read: 0 } });
    const heir = WorkerProcess.start(environment());
    const end = await jobEnd(operator, job).finally(() => heir.stop());
    const applied = intake.target.applied().filter(({ body, repeated }) => body.importJobId === job.id && !repeated).reduce((rows, { body }) => rows + body.rows.length, 0);
    expect(end).toMatchObject({ status: 'cancelled', counts: { read: applied, created: applied } });
    // It is killed at its first answer; the chunk sent with that one may have arrived.
    expect([500, 1000]).toContain(applied);
  });

  it('ends as failed behind the row that broke its budget, though its worker was killed before it said so', async () => {
    const operator = await intake.readyOperator();
    await operator.api.post('/api/v1/intake/recipes', { ...newPlantRecipe(), name: 'strict', onError: { action: 'stop', afterRows: 100 } }).expect(201);
    const job = await startJob(operator, 'code,name,type,power\nSTRICT-1,Uno,PV,1\nREFUSED-1,Due,PV,1\n', 'strict');
    const doomed = WorkerProcess.start(environment({ KAIROS_CRASH_AT: 'after-checkpoint-before-end' }));
    expect(await doomed.ended()).toBe('SIGKILL');
    expect(await readJob(operator, job.id)).toMatchObject({ status: 'running', counts: { read: 2, created: 1, rejected: 1 } });
    const heir = WorkerProcess.start(environment());
    expect(await jobEnd(operator, job).finally(() => heir.stop())).toMatchObject({ status: 'failed', failure: { code: 'stopped-at-error' }, counts: { read: 2, created: 1, rejected: 1 }, rowsInDoubt: false });
  });

  it('shares jobs among workers, and hands them over when one is told to stop', async () => {
    const operator = await intake.readyOperator();
    const queued: ImportJobView[] = [];
    for (let count = 0; count < 6; count += 1) queued.push(await startJob(operator, threeChunks(), 'test-plants'));
    const inProcess = () => TestService.start(intakeService, { database: intake.service.database, environment: environment() });
    const [leaving, staying] = await Promise.all([inProcess(), inProcess()]);
    await eventually(async () => queued.flatMap((job) => intake.chunksOf(job)).length, (count) => count >= 3);
    await leaving.stop();
    try {
      for (const job of queued) expect(await jobEnd(operator, job, 30_000)).toMatchObject({ status: 'completed', counts: created });
    } finally {
      await staying.stop();
    }
    for (const job of queued) expect(intake.chunksOf(job).sort()).toEqual([0, 1, 2]);
  }, 60_000);

  it('goes on with an undo where a killed worker left it, each chunk with one effect', async () => {
    const operator = await intake.readyOperator();
    const job = await startJob(operator, threeChunks(), 'test-plants');
    const worker = WorkerProcess.start(environment());
    await jobEnd(operator, job, 30_000).finally(() => worker.stop());
    await operator.api.post(`/api/v1/intake/import-jobs/${job.id}/undo`, { reason: 'the wrong file' }).expect(202);
    const doomed = WorkerProcess.start(environment({ KAIROS_CRASH_AT: 'after-chunk-before-checkpoint' }));
    expect(await doomed.ended()).toBe('SIGKILL');
    expect(await readJob(operator, job.id)).toMatchObject({ status: 'undoing', undo: { removed: 0 } });
    const heir = WorkerProcess.start(environment());
    const undone = eventually(() => readJob(operator, job.id), ({ status }) => status === 'undone', 30_000);
    expect(await undone.finally(() => heir.stop())).toMatchObject({ undo: { removed: 1200, restored: 0 } });
    expect(intake.target.undone).toEqual([0, 0, 1, 2]);
  }, 60_000);
});
