import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt } from '@kairos/contracts';
import { plannedReceipt } from './task-batch-receipts.repository.ts';
import { TasksOfChunk } from './tasks-of-chunk.calc.ts';
import { TasksOfChunkRepository } from './tasks-of-chunk.repository.ts';

/** What a chunk would do, by the same rules, without storing anything: workflows that an earlier chunk would start it does not know. */
@Injectable()
export class PlanTaskBatchHandler {
  constructor(private readonly tasks: TasksOfChunkRepository) {}

  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const chunk = new TasksOfChunk(await this.tasks.look(batch.rows, actor), 'plan');
    chunk.take(batch.rows);
    return plannedReceipt(batch, chunk.results, chunk.impact());
  }
}
