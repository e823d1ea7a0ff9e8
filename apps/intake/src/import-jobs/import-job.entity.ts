import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import {
  ImportJobApproved, ImportJobCancelled, ImportJobCompleted, ImportJobDeleted, ImportJobFailed, ImportJobProgressed, ImportJobQueued, importJobStatuses, ImportJobUndone, importTargets, importJobTransitions, isServiceTarget, overImportStatuses, publishedImportStatus,
  type DependencyOutcome, type DriftReport, type EventData, type ImpactGroup, type ImportCounts, type ImportFailure, type ImportJobState, type ImportJobStatus, type ImportMode, type ImportPriority, type ImportTargetDefinition, type ProblemCount, type Recipe, type ServiceTarget,
} from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { v7 as newId } from 'uuid';
import { chunkLimits, type ChunkLimits } from '../sniffing/row-options.calc.ts';
import { ApprovalNeedsAnother, ImportJobNotOver, ImportResultsRemoved, ImportJobStatusNotReachable, NotAPlan, OnlyAppliedIsUndone, PlanAlreadyApproved, TargetCannotUndo } from './import-job.errors.ts';
import type { ImportUndo } from './import-undos.repository.ts';
import { mergeImpact } from './import-impact.calc.ts';
import { rateOf, secondsLeft } from './import-rate.calc.ts';

const ImportJobSchema = defineEntity({
  name: 'ImportJob',
  tableName: 'import_job',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    mode: p.string().$type<ImportMode>(),
    status: p.enum(importJobStatuses),
    sourceFileId: p.uuid(),
    recipe: p.json<Recipe>().hidden(),
    columns: p.json<readonly string[]>().nullable().hidden(),
    nextChunk: p.integer(),
    chunkRows: p.integer(),
    chunkLength: p.integer(),
    bytesRead: p.bigint('number'),
    bytesTotal: p.bigint('number'),
    rowsRead: p.integer(),
    rowsCreated: p.integer(),
    rowsUpdated: p.integer(),
    rowsUnchanged: p.integer(),
    rowsRejected: p.integer(),
    rowsSkipped: p.integer(),
    failure: p.json<ImportFailure>().nullable(),
    startedByUserId: p.uuid(),
    membershipId: p.uuid(),
    apiKeyId: p.uuid().nullable(),
    cancelRequestedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    priority: p.string().$type<ImportPriority>(),
    startAt: p.datetime().nullable(),
    afterJobId: p.uuid().nullable(),
    afterOutcome: p.string().$type<DependencyOutcome>().nullable(),
    planJobId: p.uuid().nullable(),
    parentJobId: p.uuid().nullable(),
    importsCorrections: p.boolean(),
    approvedByUserId: p.uuid().nullable(),
    approvedAt: p.datetime().nullable(),
    impact: p.json<readonly ImpactGroup[]>().nullable().hidden(),
    drift: p.json<DriftReport>().nullable().hidden(),
    problems: p.json<readonly ProblemCount[]>().nullable().hidden(),
    divergentRows: p.integer().nullable(),
    toldAt: p.datetime().nullable().hidden(),
    toldRows: p.integer().hidden(),
    rowsPerSecond: p.float().nullable().hidden(),
    undo: p.json<ImportUndo>().nullable(),
    resultsRemovedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

export type NewImportJob = {
  mode: ImportMode;
  recipe: Recipe;
  sourceFile: { id: string; byteSize: number };
  chunk?: ChunkLimits;
  by: { tenantId: string; userId: string; membershipId: string; apiKeyId?: string };
  priority?: ImportPriority;
  startAt?: Date;
  after?: { importJobId: string; outcome: DependencyOutcome };
  planJobId?: string;
  /** The import whose rejected rows this one imports, corrected. */
  parentJobId?: string;
  /** Of corrected rows, which `import_correction` holds for it, and not of its whole file. */
  importsCorrections?: boolean;
};
export type ChunkOutcome = { index: number; columns: readonly string[]; counts: ImportCounts; bytesRead: number; impact?: readonly ImpactGroup[]; problems?: readonly ProblemCount[] };

/** How long after one progress event the next may follow. */
const tellEveryMs = 500;

/** An import from the first row to the last: where it stands and how many rows had which outcome. */
export class ImportJob extends ImportJobSchema.class {
  static queue({ mode, recipe, sourceFile, chunk = chunkLimits, by, priority, startAt, after, planJobId, parentJobId, importsCorrections = false }: NewImportJob): ImportJob {
    const waits = startAt !== undefined && startAt.getTime() > Date.now();
    const job = Object.assign(new ImportJob(), {
      id: newId(), tenantId: by.tenantId, mode, status: waits ? 'scheduled' : 'queued', sourceFileId: sourceFile.id, recipe, columns: null,
      nextChunk: 0, chunkRows: chunk.batchSize, chunkLength: chunk.batchLength, bytesRead: 0, bytesTotal: sourceFile.byteSize,
      rowsRead: 0, rowsCreated: 0, rowsUpdated: 0, rowsUnchanged: 0, rowsRejected: 0, rowsSkipped: 0,
      failure: null, startedByUserId: by.userId, membershipId: by.membershipId, apiKeyId: by.apiKeyId ?? null, cancelRequestedAt: null,
      priority: priority ?? 'normal', startAt: startAt ?? null, afterJobId: after?.importJobId ?? null, afterOutcome: after?.outcome ?? null, planJobId: planJobId ?? null, parentJobId: parentJobId ?? null, importsCorrections,
      approvedByUserId: null, approvedAt: null, impact: null, drift: null, problems: null, divergentRows: null, undo: null, toldAt: null, toldRows: 0, rowsPerSecond: null, resultsRemovedAt: null,
      createdAt: new Date(), startedAt: null, finishedAt: null, version: 1,
    } satisfies RequiredEntityData<ImportJob>);
    record(job, ImportJobQueued, job.state());
    return job;
  }

  /** A worker takes the job up; one that was killed at it left it running. */
  begin(): void {
    const now = new Date();
    if (this.status !== 'running') this.become('running');
    Object.assign(this, { startedAt: this.startedAt ?? now, toldAt: now, toldRows: this.rowsRead, rowsPerSecond: null });
  }

  /** Takes over the outcome of the next chunk, once. */
  advance({ index, columns, counts, bytesRead, impact, problems }: ChunkOutcome): void {
    if (this.status !== 'running' || index !== this.nextChunk) {
      throw new Error(`Chunk ${index} does not follow: the job is ${this.status} at chunk ${this.nextChunk}.`);
    }
    Object.assign(this, {
      nextChunk: index + 1,
      columns,
      bytesRead,
      rowsRead: this.rowsRead + counts.read,
      rowsCreated: this.rowsCreated + counts.created,
      rowsUpdated: this.rowsUpdated + counts.updated,
      rowsUnchanged: this.rowsUnchanged + counts.unchanged,
      rowsRejected: this.rowsRejected + counts.rejected,
      rowsSkipped: this.rowsSkipped + counts.skipped,
      ...(problems ? { problems } : {}),
      ...(impact?.length ? { impact: mergeImpact(this.impact ?? [], impact) } : {}),
    });
    this.tellProgress();
  }

  /** Something beneath the job failed; it will be tried again. */
  retry(): void {
    if (this.status === 'retrying') return;
    this.become('retrying');
    record(this, ImportJobProgressed, { ...this.state(), bytesRead: this.bytesRead, bytesTotal: this.bytesTotal });
  }

  /**
   * @param rowResults how many rows have a stored result: each row must have exactly one
   * @param approval whether a plan now waits for somebody to approve it
   */
  complete(rowResults: number, approval = false): void {
    if (rowResults !== this.rowsRead) throw new Error(`${this.rowsRead} rows were read, ${rowResults} have a result.`);
    const finishedAt = this.finish(approval && this.mode === 'plan' ? 'awaiting-approval' : 'completed');
    this.bytesRead = this.bytesTotal;
    record(this, ImportJobCompleted, { ...this.state(), finishedAt });
  }

  /** Somebody looked at the plan and lets `applyJobId` apply it. */
  approve({ byUserId, applyJobId, byAnother }: { byUserId: string; applyJobId: string; byAnother: boolean }): void {
    if (this.mode !== 'plan') throw new NotAPlan();
    if (this.approvedAt) throw new PlanAlreadyApproved();
    this.demandResults();
    if (byAnother && byUserId === this.startedByUserId) throw new ApprovalNeedsAnother();
    if (this.status !== 'completed') this.become('completed');
    Object.assign(this, { approvedByUserId: byUserId, approvedAt: new Date() });
    record(this, ImportJobApproved, { ...this.state(), approvedByUserId: byUserId, applyJobId } as EventData<typeof ImportJobApproved>);
  }

  fail(failure: ImportFailure): void {
    const finishedAt = this.finish('failed');
    this.failure = failure;
    record(this, ImportJobFailed, { ...this.state(), failure, finishedAt });
  }

  cancel(): void {
    const finishedAt = this.finish('cancelled');
    record(this, ImportJobCancelled, { ...this.state(), finishedAt });
  }

  /** Asks the worker that has the job to stop behind the chunk it is at. */
  requestCancel(): void {
    this.demandReachable('cancelled');
    this.cancelRequestedAt ??= new Date();
  }

  /** Takes a failed job up again behind its last chunk: its undo, in the name of whoever goes on with it, if that is what failed. */
  resume(by: Pick<ImportUndo, 'byUserId' | 'membershipId' | 'apiKeyId'>): void {
    if (this.undo && this.status === 'failed') {
      this.become('undoing');
      Object.assign(this, { failure: null, undo: { ...this.undo, ...by } });
      return;
    }
    this.demandReachable('queued');
    this.demandResults();
    this.become('queued');
    Object.assign(this, { failure: null, finishedAt: null, cancelRequestedAt: null, afterJobId: null, afterOutcome: null });
    record(this, ImportJobQueued, this.state());
  }

  /** @throws OnlyAppliedIsUndone, TargetCannotUndo, ImportJobStatusNotReachable */
  requestUndo(by: Pick<ImportUndo, 'reason' | 'byUserId' | 'membershipId' | 'apiKeyId'>): void {
    this.demandUndoable();
    const from = this.status as ImportUndo['from'];
    this.become('undoing');
    if (from !== 'failed') this.failure = null;
    this.undo = { ...by, requestedAt: new Date().toISOString(), from, nextChunk: 0, removed: 0, restored: 0 };
  }

  /** @returns the target that would undo it; @throws as `requestUndo` */
  demandUndoable(): ServiceTarget {
    if (this.mode === 'plan') throw new OnlyAppliedIsUndone();
    if (!isServiceTarget(this.recipe.target)) throw new TargetCannotUndo('what was delivered to a connector');
    const target: ImportTargetDefinition = importTargets[this.recipe.target];
    if (!target.undoes) throw new TargetCannotUndo(target.title.toLowerCase());
    this.demandReachable('undoing');
    this.demandResults();
    return this.recipe.target;
  }

  undoChunk({ index, removed, restored }: { index: number; removed: number; restored: number }): void {
    const { undo } = this;
    if (!undo || index !== undo.nextChunk) throw new Error(`Chunk ${index} of the undo does not follow ${undo?.nextChunk}.`);
    this.undo = { ...undo, nextChunk: index + 1, removed: undo.removed + removed, restored: undo.restored + restored };
  }

  undone(): void {
    this.become('undone');
    const { byUserId = '', removed = 0, restored = 0 } = this.undo ?? {};
    record(this, ImportJobUndone, { ...this.state(), undoneByUserId: byUserId, removed, restored } as EventData<typeof ImportJobUndone>);
  }

  /** Nothing was undone: the import stands as it stood, and tells why until an undo is asked for again. */
  undoRefused(why: ImportFailure): void {
    this.status = this.undo?.from ?? 'completed';
    this.undo = null;
    this.failure = why;
  }

  /** Says that it will be deleted. @throws ImportJobNotOver */
  delete(): void {
    if (!overImportStatuses.includes(this.status)) throw new ImportJobNotOver(this.status);
    record(this, ImportJobDeleted, this.state());
  }

  /** How its file is cut, for a job that reads the same rows. */
  chunk(): { batchSize: number; batchLength: number } {
    return { batchSize: this.chunkRows, batchLength: this.chunkLength };
  }

  /** Says that what became of its rows is removed; its counts stay. @returns false when it is not over */
  removeResults(): boolean {
    if (!overImportStatuses.includes(this.status)) return false;
    this.resultsRemovedAt ??= new Date();
    return true;
  }

  /** @throws ImportResultsRemoved */
  demandResults(): void {
    if (this.resultsRemovedAt) throw new ImportResultsRemoved();
  }

  state(): ImportJobState {
    const { id, mode, status, recipe, sourceFileId, startedByUserId } = this;
    return {
      importJobId: id, mode, status: publishedImportStatus[status], phase: status, target: recipe.target, sourceFileId, recipeName: recipe.name, recipeVersion: recipe.version,
      counts: {
        read: this.rowsRead, created: this.rowsCreated, updated: this.rowsUpdated,
        unchanged: this.rowsUnchanged, rejected: this.rowsRejected, skipped: this.rowsSkipped,
      },
      startedByUserId, ...(this.planJobId ? { planJobId: this.planJobId } : {}),
    } as ImportJobState;
  }

  private tellProgress(): void {
    const now = new Date();
    const passedMs = now.getTime() - (this.toldAt ?? now).getTime();
    if (passedMs < tellEveryMs) return;
    const rowsPerSecond = rateOf(this.rowsRead - this.toldRows, passedMs, this.rowsPerSecond ?? null);
    Object.assign(this, { toldAt: now, toldRows: this.rowsRead, rowsPerSecond });
    const { bytesRead, bytesTotal, rowsRead } = this;
    const left = secondsLeft({ rowsRead, bytesRead, bytesTotal, rowsPerSecond });
    record(this, ImportJobProgressed, { ...this.state(), bytesRead, bytesTotal, rowsPerSecond, ...(left === null ? {} : { secondsLeft: left }) });
  }

  /** @throws ImportJobStatusNotReachable */
  private demandReachable(to: ImportJobStatus): void {
    if (!importJobTransitions[this.status].includes(to)) throw new ImportJobStatusNotReachable(this.status, to);
  }

  private become(to: ImportJobStatus): void {
    this.demandReachable(to);
    this.status = to;
  }

  private finish(status: 'awaiting-approval' | 'completed' | 'failed' | 'cancelled'): string {
    const finishedAt = new Date();
    this.become(status);
    this.finishedAt = finishedAt;
    return finishedAt.toISOString();
  }
}
ImportJobSchema.setClass(ImportJob);
