import { describe, expect, it } from '@jest/globals';
import { importJobStatuses, importJobTransitions, type ImportJobState } from '@kairos/contracts';
import { takeRecorded } from '@kairos/event-bus';
import { plantRecipe } from '../test/recipe.builder.ts';
import { ApprovalNeedsAnother, ImportJobNotOver, ImportJobStatusNotReachable, NotAPlan, PlanAlreadyApproved } from './import-job.errors.ts';
import { ImportJob } from './import-job.entity.ts';

const by = { tenantId: '018f0000-0000-7000-8000-000000000001', userId: '018f0000-0000-7000-8000-000000000002', membershipId: '018f0000-0000-7000-8000-000000000003' };
const person = { byUserId: by.userId, membershipId: by.membershipId, apiKeyId: null };
const counts = { read: 3, created: 1, updated: 0, unchanged: 0, rejected: 1, skipped: 1 };
const failure = { code: 'not-permitted', detail: 'no', line: null, column: null };

const what = { mode: 'apply' as const, recipe: plantRecipe(), sourceFile: { id: '018f0000-0000-7000-8000-000000000004', byteSize: 100 }, by };

function aJob(): ImportJob {
  return ImportJob.queue(what);
}

function didNotThrow(step: () => void): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}

function aRunningJob(): ImportJob {
  const job = aJob();
  job.begin();
  return job;
}

const recorded = (job: ImportJob) => takeRecorded(job).map(({ definition, data }) => `${definition.name} ${(data as ImportJobState).status} ${(data as ImportJobState).counts.read}`);

describe('an import job', () => {
  it('tells of every step with its full state', () => {
    const job = aRunningJob();
    job.toldAt = new Date(Date.now() - 1000);
    job.advance({ index: 0, columns: ['a'], counts, bytesRead: 60 });
    job.advance({ index: 1, columns: ['a'], counts, bytesRead: 100 });
    job.complete(6);
    expect(recorded(job)).toEqual([
      'intake.import-job.queued queued 0',
      'intake.import-job.progressed running 3',
      'intake.import-job.completed completed 6',
    ]);
    expect(job).toMatchObject({ nextChunk: 2, bytesRead: 100, rowsRead: 6, rowsCreated: 2, rowsRejected: 2, rowsSkipped: 2 });
  });

  it('takes each chunk once and in order', () => {
    const job = aRunningJob();
    const chunk = { index: 0, columns: [], counts, bytesRead: 1 };
    job.advance(chunk);
    expect(() => job.advance(chunk)).toThrow('Chunk 0 does not follow');
    expect(() => job.advance({ ...chunk, index: 2 })).toThrow('Chunk 2 does not follow');
    job.cancel();
    expect(() => job.advance({ ...chunk, index: 1 })).toThrow('the job is cancelled');
  });

  it('does not complete while a row has no result', () => {
    const job = aRunningJob();
    job.advance({ index: 0, columns: [], counts, bytesRead: 1 });
    expect(() => job.complete(2)).toThrow('3 rows were read, 2 have a result.');
    expect(job.status).toBe('running');
  });

  it('is taken up again behind its last chunk only after it failed', () => {
    const job = aRunningJob();
    job.advance({ index: 0, columns: [], counts, bytesRead: 1 });
    expect(() => job.resume(person)).toThrow('cannot become queued. It may become: retrying, awaiting-approval, completed, failed, cancelled.');
    job.fail(failure);
    expect(job).toMatchObject({ status: 'failed', failure });
    const startedAt = job.startedAt;
    job.resume(person);
    expect(job).toMatchObject({ status: 'queued', failure: null, finishedAt: null, nextChunk: 1 });
    job.begin();
    expect(job.startedAt).toBe(startedAt);
  });

  it('tells how fast it goes and when it should be done, twice a second at most', () => {
    const job = aRunningJob();
    for (let index = 0; index < 3; index += 1) job.advance({ index, columns: ['a'], counts, bytesRead: 10 * (index + 1) });
    job.toldAt = new Date(Date.now() - 2000);
    job.advance({ index: 3, columns: ['a'], counts, bytesRead: 40 });
    const told = takeRecorded(job).filter(({ definition }) => definition.name.endsWith('progressed')).map(({ data }) => data);
    expect(told).toEqual([expect.objectContaining({ bytesRead: 40, rowsPerSecond: 6, secondsLeft: 3 })]);
  });

  it('takes no step that its status does not lead to, and every status leads to known ones', () => {
    for (const status of importJobStatuses) {
      const job = Object.assign(aJob(), { status });
      expect([status, importJobTransitions[status].includes('running')]).toEqual([status, didNotThrow(() => job.begin()) && status !== 'running']);
    }
  });

  it('waits for its time, and rests between attempts', () => {
    const job = ImportJob.queue({ ...what, startAt: new Date(Date.now() + 60_000) });
    expect(job.status).toBe('scheduled');
    job.begin();
    job.retry(false);
    expect(job.status).toBe('retrying');
    expect(() => job.advance({ index: 0, columns: [], counts, bytesRead: 1 })).toThrow('the job is retrying');
    job.begin();
    expect(job.status).toBe('running');
    expect(ImportJob.queue({ ...what, startAt: new Date(Date.now() - 1000) }).status).toBe('queued');
  });

  it('is approved once, as a plan, and by somebody else where that is asked for', () => {
    const plan = ImportJob.queue({ ...what, mode: 'plan' });
    plan.begin();
    plan.complete(0, true);
    expect(plan.status).toBe('awaiting-approval');
    expect(() => plan.delete()).toThrow(ImportJobNotOver);
    const approval = { applyJobId: by.membershipId, byAnother: true };
    expect(() => plan.approve({ ...approval, byUserId: by.userId })).toThrow(ApprovalNeedsAnother);
    plan.approve({ ...approval, byUserId: by.tenantId });
    expect(plan).toMatchObject({ status: 'completed', approvedByUserId: by.tenantId });
    expect(() => plan.approve({ ...approval, byUserId: by.tenantId })).toThrow(PlanAlreadyApproved);
    const applied = aRunningJob();
    applied.complete(0, true);
    expect(applied.status).toBe('completed');
    expect(() => applied.approve({ ...approval, byUserId: by.tenantId })).toThrow(NotAPlan);
  });

  it('goes on with an undo that failed where it stopped, whoever asks for it and why', () => {
    const job = aRunningJob();
    job.advance({ index: 0, columns: [], counts, bytesRead: 1 });
    job.complete(3);
    job.requestUndo({ ...person, reason: 'the wrong file' });
    job.undoChunk({ index: 0, removed: 1, restored: 2 });
    job.fail(failure);
    job.requestUndo({ ...person, byUserId: by.tenantId, reason: 'again' });
    expect(job).toMatchObject({ status: 'undoing', failure: null, undo: { byUserId: by.tenantId, reason: 'again', from: 'completed', nextChunk: 1, removed: 1, restored: 2 } });
    expect(() => job.undoChunk({ index: 0, removed: 1, restored: 0 })).toThrow('Chunk 0 of the undo does not follow 1.');
    job.undoRefused(failure);
    job.requestUndo({ ...person, reason: 'anew' });
    expect(job.undo).toMatchObject({ from: 'completed', nextChunk: 0, removed: 0 });
  });

  it('knows whether rows may have been applied that it does not tell of', () => {
    const chunk = { columns: [], counts, bytesRead: 1 };
    const job = aRunningJob();
    expect(job.hasUntoldRows()).toBe(false);
    job.retry(true);
    job.begin();
    job.retry(false);
    expect(job.hasUntoldRows()).toBe(true);
    job.begin();
    job.advance({ ...chunk, index: 0 });
    expect(job.hasUntoldRows()).toBe(false);
    job.begin();
    expect(job.hasUntoldRows()).toBe(true);
    job.advance({ ...chunk, index: 1 });
    job.fail(failure);
    job.resume(person);
    expect(job.hasUntoldRows()).toBe(false);
    job.begin();
    job.fail(failure, true);
    job.resume(person);
    expect(job.hasUntoldRows()).toBe(true);
    const plan = ImportJob.queue({ ...what, mode: 'plan' });
    plan.begin();
    plan.retry(true);
    expect(plan.hasUntoldRows()).toBe(false);
  });

  it('is cancelled once, and not after its end', () => {
    const job = aRunningJob();
    job.requestCancel();
    const asked = job.cancelRequestedAt;
    job.requestCancel();
    expect(job.cancelRequestedAt).toBe(asked);
    job.cancel();
    expect(() => job.cancel()).toThrow(ImportJobStatusNotReachable);
    expect(() => job.requestCancel()).toThrow(ImportJobStatusNotReachable);
  });
});
