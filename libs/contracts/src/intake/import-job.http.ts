import { z } from 'zod';
import { ImportJobId, SourceFileId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { ImportCounts, ImportFailure, ImportJobStatus, ImportMode, RowError, RowOutcome } from './import-job.ts';
import { ImportTarget } from './import-targets.ts';
import { RecipeName } from './recipe.ts';

/** Starts a job; without `version` the newest version of the recipe is taken and pinned. */
export const StartImportJobBody = z.strictObject({
  sourceFileId: SourceFileId,
  recipe: z.strictObject({ name: RecipeName, version: z.int32().positive().optional() }),
  mode: ImportMode,
});
export type StartImportJobBody = z.infer<typeof StartImportJobBody>;

/** Rows count from 1 at the first row after the header; lines count from 1 at the top of the file. */
export const RowResultView = z.object({
  row: z.int().positive(),
  line: z.int().positive(),
  outcome: RowOutcome,
  recordId: z.uuid().nullable(),
  errors: z.array(RowError),
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
  progress: z.object({ bytesRead: z.int().nonnegative(), bytesTotal: z.int().nonnegative() }),
  failure: ImportFailure.nullable(),
  startedByUserId: UserId,
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type ImportJobSummary = z.infer<typeof ImportJobSummary>;

export const ImportJobView = ImportJobSummary.extend({ firstRejections: z.array(RowResultView).max(20) });
export type ImportJobView = z.infer<typeof ImportJobView>;

export const ListImportJobsQuery = PageQuery.extend({
  status: ImportJobStatus.optional(),
  mode: ImportMode.optional(),
  sourceFileId: SourceFileId.optional(),
}).strict();
export type ListImportJobsQuery = z.infer<typeof ListImportJobsQuery>;
export const ImportJobPage = pageOf(ImportJobSummary);

export const ListRowResultsQuery = PageQuery.extend({ outcome: RowOutcome.optional() }).strict();
export type ListRowResultsQuery = z.infer<typeof ListRowResultsQuery>;
export const RowResultPage = pageOf(RowResultView);
