import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt, BatchRowResult, ImpactGroup } from '@kairos/contracts';
import { auditBulk, commandContext } from '@kairos/event-bus';
import { insertRow } from '@kairos/tenancy';
import { ChunkNotFound, ImportIsUndone } from './task-batch.errors.ts';

/** What became of the chunks of imports of tasks. */
@Injectable()
export class TaskBatchReceipts {
  constructor(private readonly em: EntityManager) {}

  /**
   * Applies a chunk in the transaction at hand, with one audit record, and keeps its receipt; a chunk that comes again, also while it is still
   * being applied, is answered with that. The chunks of a tenant take turns: two that name the same new workflow start it once.
   *
   * @throws ChunkNotFound when the receipt alone is asked for, and there is none
   * @throws ImportIsUndone
   */
  async once({ importJobId, chunkIndex, receiptOnly }: ApplyBatchBody, actor: Actor, apply: () => Promise<BatchRowResult[]>): Promise<BatchReceipt> {
    const context = commandContext();
    if (context) context.audit = 'bulk';
    await this.takeTurns(actor.tenantId);
    const earlier = await this.find(importJobId, chunkIndex);
    if (earlier) return earlier;
    if (receiptOnly) throw new ChunkNotFound();
    const [undone] = await this.em.execute<object[]>('select 1 from task_import_undo where import_job_id = ?', [importJobId]);
    if (undone) throw new ImportIsUndone();
    const results = await apply();
    const told = JSON.stringify(results);
    const resultsSha256 = auditBulk(this.em, 'workflows', { resourceType: 'TaskBatch', resourceId: importJobId, count: results.length, results: told });
    await insertRow(this.em, 'task_batch_receipt', { import_job_id: importJobId, chunk_index: chunkIndex, tenant_id: actor.tenantId, results: told, results_sha256: resultsSha256, applied_at: new Date() });
    return { importJobId, chunkIndex, results, resultsSha256 };
  }

  /** Until the transaction ends nobody else of the tenant applies or undoes a chunk of tasks. */
  async takeTurns(tenantId: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 190))', [`task-batches:${tenantId}`]);
  }

  private async find(importJobId: BatchReceipt['importJobId'], chunkIndex: number): Promise<BatchReceipt | undefined> {
    const [row] = await this.em.execute<{ results: BatchRowResult[]; results_sha256: string }[]>(
      'select results, results_sha256 from task_batch_receipt where import_job_id = ? and chunk_index = ?', [importJobId, chunkIndex],
    );
    return row && { importJobId, chunkIndex, results: row.results, resultsSha256: row.results_sha256 };
  }
}

/** What a plan answers to a chunk: nothing is kept of it. */
export function plannedReceipt({ importJobId, chunkIndex }: ApplyBatchBody, results: BatchRowResult[], impact: ImpactGroup[]): BatchReceipt {
  return { importJobId, chunkIndex, results, resultsSha256: createHash('sha256').update(JSON.stringify(results)).digest('hex'), impact };
}
