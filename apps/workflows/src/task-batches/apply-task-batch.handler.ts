import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt, BatchRowResult } from '@kairos/contracts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { TaskBatchReceipts } from './task-batch-receipts.repository.ts';
import { TaskImportHistory } from './task-import-history.repository.ts';
import { TasksOfChunk } from './tasks-of-chunk.calc.ts';
import { TasksOfChunkRepository } from './tasks-of-chunk.repository.ts';

/** One chunk of an import of tasks: rows, events, what stood before and the receipt in one transaction. */
@Injectable()
export class ApplyTaskBatchHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly receipts: TaskBatchReceipts,
    private readonly tasks: TasksOfChunkRepository,
    private readonly workflows: WorkflowRepository,
    private readonly history: TaskImportHistory,
  ) {}

  @Transactional()
  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    return this.receipts.once(batch, actor, () => this.apply(batch, actor));
  }

  private async apply({ importJobId, chunkIndex, rows }: ApplyBatchBody, actor: Actor): Promise<BatchRowResult[]> {
    const setting = await this.tasks.hold(rows, actor);
    const before = this.history.before(setting.workflows);
    const chunk = new TasksOfChunk(setting, 'apply');
    chunk.take(rows);
    const changed = setting.workflows.filter(({ changes }) => changes.length > 0);
    await this.workflows.saveAll([...changed, ...chunk.started]);
    await this.history.keep({ importJobId, chunkIndex, tenantId: actor.tenantId }, before, [...setting.workflows, ...chunk.started]);
    return chunk.results;
  }
}
