import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt } from '@kairos/contracts';
import { plannedReceipt } from '../import-receipts/import-receipts.repository.ts';
import { ComponentsOfChunk } from './components-of-chunk.calc.ts';
import { ComponentsOfChunkRepository } from './components-of-chunk.repository.ts';

/** What a chunk would do, by the same rules, without storing anything: parents that an earlier chunk would bring it does not know. */
@Injectable()
export class PlanComponentBatchHandler {
  constructor(private readonly components: ComponentsOfChunkRepository) {}

  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const chunk = new ComponentsOfChunk(await this.components.look(batch.rows, actor), await this.components.serialNumbers(batch.rows), actor.tenantId, 'plan');
    chunk.take(batch.rows);
    return plannedReceipt(batch, chunk.results, chunk.impact());
  }
}
