import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt, BatchRowResult } from '@kairos/contracts';
import { ImportReceipts } from '../import-receipts/import-receipts.repository.ts';
import { ComponentImportHistory } from './component-import-history.repository.ts';
import { ComponentsOfChunk } from './components-of-chunk.calc.ts';
import { ComponentsOfChunkRepository } from './components-of-chunk.repository.ts';

/** One chunk of an import of components: rows, events and the receipt in one transaction. */
@Injectable()
export class ApplyComponentBatchHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly receipts: ImportReceipts,
    private readonly components: ComponentsOfChunkRepository,
    private readonly history: ComponentImportHistory,
  ) {}

  @Transactional()
  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    return this.receipts.once(batch, actor, 'ComponentBatch', () => this.apply(batch, actor));
  }

  private async apply({ importJobId, chunkIndex, rows }: ApplyBatchBody, actor: Actor): Promise<BatchRowResult[]> {
    const plants = await this.components.hold(rows, actor);
    const chunk = new ComponentsOfChunk(plants, await this.components.serialNumbers(rows), actor.tenantId, 'apply');
    chunk.take(rows);
    await this.components.handOver([...chunk.succeeded]);
    this.em.persist(chunk.registered);
    await this.history.keep({ importJobId, chunkIndex, tenantId: actor.tenantId }, [...chunk.changes.values()]);
    return chunk.results;
  }
}
