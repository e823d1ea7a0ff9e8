import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import {
  ImportJobCancelled, ImportJobCompleted, ImportJobFailed, ImportJobProgressed, ImportJobQueued, importJobStatuses,
  type ImportCounts, type ImportFailure, type ImportJobState, type ImportMode, type Recipe,
} from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { v7 as newId } from 'uuid';
import { ImportJobHasNotFailed, ImportJobIsOver } from './import-job.errors.ts';

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
    version: p.integer().version(),
  },
});

export type NewImportJob = {
  mode: ImportMode;
  recipe: Recipe;
  sourceFile: { id: string; byteSize: number };
  by: { tenantId: string; userId: string; membershipId: string; apiKeyId?: string };
};
export type ChunkOutcome = { index: number; columns: readonly string[]; counts: ImportCounts; bytesRead: number };

/** An import from the first row to the last: where it stands and how many rows had which outcome. */
export class ImportJob extends ImportJobSchema.class {
  static queue({ mode, recipe, sourceFile, by }: NewImportJob): ImportJob {
    const job = Object.assign(new ImportJob(), {
      id: newId(), tenantId: by.tenantId, mode, status: 'queued', sourceFileId: sourceFile.id, recipe, columns: null,
      nextChunk: 0, bytesRead: 0, bytesTotal: sourceFile.byteSize,
      rowsRead: 0, rowsCreated: 0, rowsUpdated: 0, rowsUnchanged: 0, rowsRejected: 0, rowsSkipped: 0,
      failure: null, startedByUserId: by.userId, membershipId: by.membershipId, apiKeyId: by.apiKeyId ?? null, cancelRequestedAt: null,
      createdAt: new Date(), startedAt: null, finishedAt: null, version: 1,
    } satisfies RequiredEntityData<ImportJob>);
    record(job, ImportJobQueued, job.state());
    return job;
  }

  begin(): void {
    if (this.status === 'queued') Object.assign(this, { status: 'running', startedAt: this.startedAt ?? new Date() });
  }

  /** Takes over the outcome of the next chunk, once. */
  advance({ index, columns, counts, bytesRead }: ChunkOutcome): void {
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
    });
    record(this, ImportJobProgressed, { ...this.state(), bytesRead, bytesTotal: this.bytesTotal });
  }

  /** @param rowResults how many rows have a stored result: each row must have exactly one */
  complete(rowResults: number): void {
    if (rowResults !== this.rowsRead) throw new Error(`${this.rowsRead} rows were read, ${rowResults} have a result.`);
    const finishedAt = this.finish('completed');
    this.bytesRead = this.bytesTotal;
    record(this, ImportJobCompleted, { ...this.state(), finishedAt });
  }

  fail(failure: ImportFailure): void {
    const finishedAt = this.finish('failed');
    this.failure = failure;
    record(this, ImportJobFailed, { ...this.state(), failure, finishedAt });
  }

  cancel(): void {
    if (this.isOver()) throw new ImportJobIsOver(this.status);
    const finishedAt = this.finish('cancelled');
    record(this, ImportJobCancelled, { ...this.state(), finishedAt });
  }

  /** Asks the worker that has the job to stop behind the chunk it is at. */
  requestCancel(): void {
    if (this.isOver()) throw new ImportJobIsOver(this.status);
    this.cancelRequestedAt ??= new Date();
  }

  /** Takes a failed job up again behind its last chunk. */
  resume(): void {
    if (this.status !== 'failed') throw new ImportJobHasNotFailed(this.status);
    Object.assign(this, { status: 'queued', failure: null, finishedAt: null, cancelRequestedAt: null });
    record(this, ImportJobQueued, this.state());
  }

  state(): ImportJobState {
    const { id, mode, status, recipe, sourceFileId, startedByUserId } = this;
    return {
      importJobId: id, mode, status, target: recipe.target, sourceFileId, recipeName: recipe.name, recipeVersion: recipe.version,
      counts: {
        read: this.rowsRead, created: this.rowsCreated, updated: this.rowsUpdated,
        unchanged: this.rowsUnchanged, rejected: this.rowsRejected, skipped: this.rowsSkipped,
      },
      startedByUserId,
    } as ImportJobState;
  }

  private isOver(): boolean {
    return this.status !== 'queued' && this.status !== 'running';
  }

  private finish(status: 'completed' | 'failed' | 'cancelled'): string {
    const finishedAt = new Date();
    Object.assign(this, { status, finishedAt });
    return finishedAt.toISOString();
  }
}
ImportJobSchema.setClass(ImportJob);
