import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { ImportJobId, SourceFileId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { ImportCounts, ImportFailure, ImportMode, type ImportJobStatus } from './import-job.ts';
import { RecipeName } from './recipe.ts';

/** What version 1 of the events tells of a status: a list that never grows. `phase` tells it in full. */
const PublishedStatus = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']);
export const publishedImportStatus: Record<ImportJobStatus, z.infer<typeof PublishedStatus>> = {
  scheduled: 'queued', queued: 'queued', running: 'running', retrying: 'running', 'awaiting-approval': 'completed',
  completed: 'completed', failed: 'failed', cancelled: 'cancelled', undoing: 'completed', undone: 'completed',
};

/** The published state of an import job: in full, in every event. */
export const ImportJobState = z.object({
  importJobId: ImportJobId,
  mode: ImportMode,
  status: PublishedStatus,
  /** The status as the API has it, among them scheduled, retrying, awaiting-approval, undoing and undone. */
  phase: z.string().optional(),
  /** The name of a target, as text: the list of targets grows with every declaration, and what is published does not change by it. */
  target: z.string(),
  sourceFileId: SourceFileId,
  recipeName: RecipeName,
  recipeVersion: z.int().positive(),
  counts: ImportCounts,
  startedByUserId: UserId,
  /** The plan that this job applies. */
  planJobId: ImportJobId.optional(),
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
  summary: 'More rows have their results; told at most twice a second of each job.',
  visibility,
  data: ImportJobState.extend({
    bytesRead: z.int().nonnegative(),
    bytesTotal: z.int().nonnegative(),
    rowsPerSecond: z.number().nonnegative().optional(),
    secondsLeft: z.int().nonnegative().optional(),
  }),
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

export const ImportJobApproved = defineEvent({
  type: 'intake.import-job.approved',
  version: 1,
  summary: 'Somebody approved a plan; `applyJobId` is the import that applies it.',
  visibility,
  data: ImportJobState.extend({ approvedByUserId: UserId, applyJobId: ImportJobId }),
});

export const ImportJobUndone = defineEvent({
  type: 'intake.import-job.undone',
  version: 1,
  summary: 'What an import had brought was removed, and what it had changed was given back what it held.',
  visibility,
  data: ImportJobState.extend({ undoneByUserId: UserId, removed: z.int().nonnegative(), restored: z.int().nonnegative() }),
});

export const ImportJobDeleted = defineEvent({
  type: 'intake.import-job.deleted',
  version: 1,
  summary: 'An import that was over was deleted, by somebody or because its time was over, with what became of its rows. What it imported stays.',
  visibility,
  data: ImportJobState,
});

export const ImportJobSnapshot = defineEvent({
  type: 'intake.import-job.snapshot',
  version: 1,
  summary: 'Where an import stands, re-emitted to rebuild projections.',
  data: ImportJobState,
});
