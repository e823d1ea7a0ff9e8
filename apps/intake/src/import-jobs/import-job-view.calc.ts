import type { ImportFailure, ImportJobSummary, ImportJobStatus, ImportMode, Recipe, RowError, RowOutcome, RowResultView } from '@kairos/contracts';
import { toInstant } from '@kairos/tenancy';

export type ImportJobRow = {
  id: string;
  mode: ImportMode;
  status: ImportJobStatus;
  recipe: Recipe;
  sourceFileId: string;
  fileName: string;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  skipped: number;
  bytesRead: string;
  bytesTotal: string;
  failure: ImportFailure | null;
  startedByUserId: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

export type RowResultRow = { row: number; line: number; outcome: RowOutcome; recordId: string | null; errors: RowError[] | null };

export function toImportJobSummary(job: ImportJobRow): ImportJobSummary {
  const { id, mode, status, recipe, sourceFileId, fileName, read, created, updated, unchanged, rejected, skipped, failure, startedByUserId } = job;
  return {
    id,
    mode,
    status,
    target: recipe.target,
    sourceFileId,
    fileName,
    recipe: { name: recipe.name, version: recipe.version },
    counts: { read, created, updated, unchanged, rejected, skipped },
    progress: { bytesRead: Number(job.bytesRead), bytesTotal: Number(job.bytesTotal) },
    failure,
    startedByUserId,
    createdAt: toInstant(job.createdAt),
    startedAt: job.startedAt && toInstant(job.startedAt),
    finishedAt: job.finishedAt && toInstant(job.finishedAt),
  } as ImportJobSummary;
}

export function toRowResult({ row, line, outcome, recordId, errors }: RowResultRow): RowResultView {
  return { row, line, outcome, recordId, errors: errors ?? [] };
}
