import { describe, expect, it } from '@jest/globals';
import type { ImportJobState } from '@kairos/contracts';
import { takeRecorded } from '@kairos/event-bus';
import { plantRecipe } from '../test/recipe.builder.ts';
import { ImportJobHasNotFailed, ImportJobIsOver } from './import-job.errors.ts';
import { ImportJob } from './import-job.entity.ts';

const by = { tenantId: '018f0000-0000-7000-8000-000000000001', userId: '018f0000-0000-7000-8000-000000000002', membershipId: '018f0000-0000-7000-8000-000000000003' };
const counts = { read: 3, created: 1, updated: 0, unchanged: 0, rejected: 1, skipped: 1 };
const failure = { code: 'not-permitted', detail: 'no', line: null, column: null };

function aJob(): ImportJob {
  return ImportJob.queue({ mode: 'apply', recipe: plantRecipe(), sourceFile: { id: '018f0000-0000-7000-8000-000000000004', byteSize: 100 }, by });
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
    job.advance({ index: 0, columns: ['a'], counts, bytesRead: 60 });
    job.advance({ index: 1, columns: ['a'], counts, bytesRead: 100 });
    job.complete(6);
    expect(recorded(job)).toEqual([
      'intake.import-job.queued queued 0',
      'intake.import-job.progressed running 3',
      'intake.import-job.progressed running 6',
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
    expect(() => job.resume()).toThrow(ImportJobHasNotFailed);
    job.fail(failure);
    expect(job).toMatchObject({ status: 'failed', failure });
    const startedAt = job.startedAt;
    job.resume();
    expect(job).toMatchObject({ status: 'queued', failure: null, finishedAt: null, nextChunk: 1 });
    job.begin();
    expect(job.startedAt).toBe(startedAt);
  });

  it('is cancelled once, and not after its end', () => {
    const job = aRunningJob();
    job.requestCancel();
    const asked = job.cancelRequestedAt;
    job.requestCancel();
    expect(job.cancelRequestedAt).toBe(asked);
    job.cancel();
    expect(() => job.cancel()).toThrow(ImportJobIsOver);
    expect(() => job.requestCancel()).toThrow(ImportJobIsOver);
  });
});
