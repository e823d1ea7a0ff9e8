import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { ImportJobId, SourceFileId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { ImportCounts, ImportFailure, ImportJobStatus, ImportMode } from './import-job.ts';
import { ImportTarget } from './import-targets.ts';
import { RecipeName } from './recipe.ts';

/** The published state of an import job: in full, in every event. */
export const ImportJobState = z.object({
  importJobId: ImportJobId,
  mode: ImportMode,
  status: ImportJobStatus,
  target: ImportTarget,
  sourceFileId: SourceFileId,
  recipeName: RecipeName,
  recipeVersion: z.int().positive(),
  counts: ImportCounts,
  startedByUserId: UserId,
});
export type ImportJobState = z.infer<typeof ImportJobState>;

const visibility = { permission: 'intake.import-job.read', ownerField: 'startedByUserId' };

export const ImportJobQueued = defineEvent({
  type: 'intake.import-job.queued',
  version: 1,
  summary: 'An import waits for a worker: it was just asked for, or taken up again after a failure.',
  visibility,
  data: ImportJobState,
});

export const ImportJobProgressed = defineEvent({
  type: 'intake.import-job.progressed',
  version: 1,
  summary: 'One more chunk of rows has its results.',
  visibility,
  data: ImportJobState.extend({ bytesRead: z.int().nonnegative(), bytesTotal: z.int().nonnegative() }),
});

export const ImportJobCompleted = defineEvent({
  type: 'intake.import-job.completed',
  version: 1,
  summary: 'Every row of the file has its outcome.',
  visibility,
  data: ImportJobState.extend({ finishedAt: Instant }),
});

export const ImportJobFailed = defineEvent({
  type: 'intake.import-job.failed',
  version: 1,
  summary: 'The import stopped before the end of its file; the rows counted so far stand.',
  visibility,
  data: ImportJobState.extend({ failure: ImportFailure, finishedAt: Instant }),
});

export const ImportJobCancelled = defineEvent({
  type: 'intake.import-job.cancelled',
  version: 1,
  summary: 'Someone stopped the import; the rows counted so far stand.',
  visibility,
  data: ImportJobState.extend({ finishedAt: Instant }),
});

export const ImportJobSnapshot = defineEvent({
  type: 'intake.import-job.snapshot',
  version: 1,
  summary: 'Where an import stands, re-emitted to rebuild projections.',
  data: ImportJobState,
});
