import { z } from 'zod';
import { ImportJobId, SourceFileId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { DeliveryCounts } from './connector.http.ts';
import { DriftReport } from './drift-report.ts';
import { DependencyOutcome, ImportCounts, ImportFailure, ImportJobStatus, ImportMode, ImportPriority, ProblemCount, RowError, RowOutcome } from './import-job.ts';
import { FieldChange, ImpactGroup } from './import-plan.ts';
import { ImportTarget } from './import-targets.ts';
import { RecipeName } from './recipe.ts';

/**
 * Starts a job; without `version` the newest version of the recipe is taken and pinned. With `startAt` it waits for that moment, with
 * `after` until another job has ended as it says.
 */
export const StartImportJobBody = z.strictObject({
  sourceFileId: SourceFileId,
  recipe: z.strictObject({ name: RecipeName, version: z.int32().positive().optional() }),
  mode: ImportMode,
  priority: ImportPriority.default('normal'),
  startAt: Instant.optional(),
  after: z.strictObject({ importJobId: ImportJobId, outcome: DependencyOutcome }).optional(),
});
export type StartImportJobBody = z.infer<typeof StartImportJobBody>;

/** Rows count from 1 at the first row after the header; lines count from 1 at the top of the file. */
export const RowResultView = z.object({
  row: z.int().positive(),
  line: z.int().positive(),
  outcome: RowOutcome,
  recordId: z.uuid().nullable(),
  errors: z.array(RowError),
  /** Of a plan: each field that the row would change in its record. */
  changes: z.array(FieldChange),
  /** The import that took this rejected row over, corrected. */
  correctedByJobId: ImportJobId.nullable(),
  /** Of an import that applied a plan: what the plan said, where that was something else. */
  planned: RowOutcome.nullable(),
});
export type RowResultView = z.infer<typeof RowResultView>;

export const ImportJobSummary = z.object({
  id: ImportJobId,
  mode: ImportMode,
  status: ImportJobStatus,
  target: ImportTarget,
  sourceFileId: SourceFileId,
  fileName: z.string(),
  recipe: z.object({ name: RecipeName, version: z.int().positive() }),
  counts: ImportCounts,
  /** `rowsPerSecond` and `secondsLeft` while it runs, once there is something to measure. */
  progress: z.object({ bytesRead: z.int().nonnegative(), bytesTotal: z.int().nonnegative(), rowsPerSecond: z.number().nonnegative().nullable(), secondsLeft: z.int().nonnegative().nullable() }),
  priority: ImportPriority,
  startAt: Instant.nullable(),
  after: z.object({ importJobId: ImportJobId, outcome: DependencyOutcome }).nullable(),
  /** Completed, with rows that were not taken. */
  withRejections: z.boolean(),
  /** The plan that this job applies, and how many rows then had another outcome than it said. */
  planJobId: ImportJobId.nullable(),
  /** The import whose rejected rows this one imports, corrected. */
  parentJobId: ImportJobId.nullable(),
  divergentRows: z.int().nonnegative().nullable(),
  /** Who approved this plan, and the job that applies it. */
  approval: z.object({ byUserId: UserId, at: Instant, applyJobId: ImportJobId.nullable() }).nullable(),
  /** The undo of this import, under way or done. */
  undo: z.object({ reason: z.string(), byUserId: UserId, requestedAt: Instant, removed: z.int().nonnegative(), restored: z.int().nonnegative() }).nullable(),
  /** What a plan amounts to, by kind of record. */
  impact: z.array(ImpactGroup),
  failure: ImportFailure.nullable(),
  /** The target may have applied rows that the counts do not tell of: going on with the import tells of them, undoing it takes them back. */
  rowsInDoubt: z.boolean(),
  startedByUserId: UserId,
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** Since when what became of each row is kept no longer. */
  resultsRemovedAt: Instant.nullable(),
});
export type ImportJobSummary = z.infer<typeof ImportJobSummary>;

export const ImportJobView = ImportJobSummary.extend({
  /** How the file differs from what the recipe was made for; null until a worker takes the job up. */
  drift: DriftReport.nullable(),
  /** What is wrong with rows, by field and rule, the most frequent first. */
  problems: z.array(ProblemCount),
  firstRejections: z.array(RowResultView).max(20),
  /** Of an import into a connector: how the deliveries of its rows stand. */
  deliveries: DeliveryCounts.optional(),
});
export type ImportJobView = z.infer<typeof ImportJobView>;

export const UndoImportJobBody = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type UndoImportJobBody = z.infer<typeof UndoImportJobBody>;

export const ListImportJobsQuery = PageQuery.extend({
  status: ImportJobStatus.optional(),
  mode: ImportMode.optional(),
  sourceFileId: SourceFileId.optional(),
  /** The imports of this one's corrected rows. */
  parentJobId: ImportJobId.optional(),
}).strict();
export type ListImportJobsQuery = z.infer<typeof ListImportJobsQuery>;
export const ImportJobPage = pageOf(ImportJobSummary);
