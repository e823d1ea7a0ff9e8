import {
  ImportJobApproved, ImportJobCancelled, ImportJobCompleted, ImportJobDeleted, ImportJobFailed, ImportJobProgressed, ImportJobQueued, ImportJobUndone, importTargets, importJobTransitions, isServiceTarget, overImportStatuses, publishedImportStatus,
  type EventData, type ImportFailure, type ImportJobState, type ImportJobStatus, type ImportTargetDefinition, type ServiceTarget,
} from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { behindChunk, countsOf, progressOf, type ChunkOutcome } from './import-counts.calc.ts';
import { ImportJobSchema } from './import-job-columns.ts';
import { ApprovalNeedsAnother, ImportJobNotOver, ImportResultsRemoved, ImportJobStatusNotReachable, NotAPlan, OnlyAppliedIsUndone, PlanAlreadyApproved, TargetCannotUndo } from './import-job.errors.ts';
import { behindUndoChunk, undoOf, type ImportUndo, type UndoAsker } from './import-undo.calc.ts';
import { newImportJob, type NewImportJob } from './new-import-job.calc.ts';

/** An import from the first row to the last: where it stands and how many rows had which outcome. */
export class ImportJob extends ImportJobSchema.class {
  static queue(asked: NewImportJob): ImportJob {
    const job = Object.assign(new ImportJob(), newImportJob(asked));
    record(job, ImportJobQueued, job.state());
    return job;
  }

  /** A worker takes the job up; one that was killed at it left it running. */
  begin(): void {
    const now = new Date();
    // Behind the row that ended it nothing was sent.
    if (this.status === 'running') this.chunkInDoubt ||= !this.failure;
    else this.become('running');
    Object.assign(this, { startedAt: this.startedAt ?? now, toldAt: now, toldRows: this.rowsRead, rowsPerSecond: null });
  }

  /** Takes over the outcome of the next chunk, once; of a cancelled job those are passed over that were never applied. */
  advance(chunk: ChunkOutcome): void {
    if (this.status !== 'running' || chunk.index < this.nextChunk || (chunk.index > this.nextChunk && !this.cancelRequestedAt)) {
      throw new Error(`Chunk ${chunk.index} does not follow: the job is ${this.status} at chunk ${this.nextChunk}.`);
    }
    Object.assign(this, behindChunk(this, chunk));
    const told = progressOf(this, new Date());
    if (!told) return;
    Object.assign(this, told.told);
    record(this, ImportJobProgressed, { ...this.state(), ...told.progress });
  }

  /** Something beneath the job failed; it will be tried again. @param inDoubt whether a chunk may be at the target */
  retry(inDoubt: boolean): void {
    this.chunkInDoubt ||= inDoubt;
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

  /** @param inDoubt as in `retry`: it may be resumed, and cancelled before a worker has it */
  fail(failure: ImportFailure, inDoubt = false): void {
    this.chunkInDoubt ||= inDoubt && this.status !== 'undoing';
    const finishedAt = this.finish('failed');
    this.failure = failure;
    record(this, ImportJobFailed, { ...this.state(), failure, finishedAt });
  }

  cancel(): void {
    const finishedAt = this.finish('cancelled');
    record(this, ImportJobCancelled, { ...this.state(), finishedAt });
  }

  /** Whether rows may have been applied that its counts do not tell of: it is then cancelled behind these. */
  hasUntoldRows(): boolean {
    return this.mode === 'apply' && this.chunkInDoubt && this.startedAt !== null;
  }

  /** Asks the worker that has the job to stop behind the chunk it is at. */
  requestCancel(): void {
    this.demandReachable('cancelled');
    this.cancelRequestedAt ??= new Date();
  }

  /** Takes a failed job up again behind its last chunk: its undo, in the name of whoever goes on with it, if that is what failed. */
  resume(by: UndoAsker): void {
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

  /** Begins an undo, or goes on with one that failed. @throws OnlyAppliedIsUndone, TargetCannotUndo, ImportJobStatusNotReachable */
  requestUndo(by: UndoAsker & { reason: string }): void {
    this.demandUndoable();
    const from = this.status as ImportUndo['from'];
    if (this.undo || from !== 'failed') this.failure = null;
    this.become('undoing');
    this.undo = undoOf(by, from, this.undo ?? null);
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

  undoChunk(chunk: { index: number; removed: number; restored: number }): void {
    this.undo = behindUndoChunk(this.undo ?? null, chunk);
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
      counts: countsOf(this),
      startedByUserId, ...(this.planJobId ? { planJobId: this.planJobId } : {}),
    } as ImportJobState;
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
