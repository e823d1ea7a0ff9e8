import type { DependencyOutcome, FieldChange, ImpactGroup, ImportFailure, ImportJobSummary, ImportJobStatus, ImportMode, ImportPriority, Recipe, RowError, RowOutcome, RowResultView } from '@kairos/contracts';
import { toInstant } from '@kairos/tenancy';
import type { ImportUndo } from './import-undo.calc.ts';
import { secondsLeft } from './import-rate.calc.ts';

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
  priority: ImportPriority;
  startAt: string | null;
  afterJobId: string | null;
  afterOutcome: DependencyOutcome | null;
  planJobId: string | null;
  parentJobId: string | null;
  divergentRows: number | null;
  approvedByUserId: string | null;
  approvedAt: string | null;
  applyJobId: string | null;
  impact: ImpactGroup[] | null;
  rowsPerSecond: number | null;
  undo: ImportUndo | null;
  resultsRemovedAt: string | null;
  chunkInDoubt: boolean;
};

export type RowResultRow = { row: number; line: number; outcome: RowOutcome; recordId: string | null; errors: RowError[] | null; changes: FieldChange[] | null; correctedByJobId: string | null; planned: RowOutcome | null };

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
    progress: progressOf(job),
    priority: job.priority,
    startAt: job.startAt && toInstant(job.startAt),
    after: job.afterJobId ? { importJobId: job.afterJobId, outcome: job.afterOutcome } : null,
    withRejections: status === 'completed' && rejected > 0,
    planJobId: job.planJobId,
    parentJobId: job.parentJobId,
    divergentRows: job.divergentRows,
    approval: job.approvedAt ? { byUserId: job.approvedByUserId, at: toInstant(job.approvedAt), applyJobId: job.applyJobId } : null,
    impact: job.impact ?? [],
    undo: job.undo && { reason: job.undo.reason, byUserId: job.undo.byUserId, requestedAt: job.undo.requestedAt, removed: job.undo.removed, restored: job.undo.restored },
    failure,
    rowsInDoubt: job.chunkInDoubt && mode === 'apply' && (status === 'retrying' || status === 'failed'),
    startedByUserId,
    createdAt: toInstant(job.createdAt),
    startedAt: job.startedAt && toInstant(job.startedAt),
    finishedAt: job.finishedAt && toInstant(job.finishedAt),
    resultsRemovedAt: job.resultsRemovedAt && toInstant(job.resultsRemovedAt),
  } as ImportJobSummary;
}

function progressOf({ status, read, ...job }: ImportJobRow): ImportJobSummary['progress'] {
  const [bytesRead, bytesTotal] = [Number(job.bytesRead), Number(job.bytesTotal)];
  const rowsPerSecond = status === 'running' ? job.rowsPerSecond : null;
  return { bytesRead, bytesTotal, rowsPerSecond, secondsLeft: secondsLeft({ rowsRead: read, bytesRead, bytesTotal, rowsPerSecond }) };
}

export function toRowResult({ row, line, outcome, recordId, errors, changes, correctedByJobId, planned }: RowResultRow): RowResultView {
  return { row, line, outcome, recordId, errors: errors ?? [], changes: changes ?? [], correctedByJobId, planned } as RowResultView;
}
