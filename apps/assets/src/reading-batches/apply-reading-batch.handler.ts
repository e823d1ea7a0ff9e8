import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt, BatchRowResult } from '@kairos/contracts';
import { insertAggregates } from '@kairos/event-bus';
import { ImportReceipts } from '../import-receipts/import-receipts.repository.ts';
import { ReadingRepository } from '../readings/reading.repository.ts';
import { ReadingUpload } from '../readings/reading-upload.entity.ts';
import { MetersOfChunkRepository, timeKey } from './meters-of-chunk.repository.ts';
import { ReadingsOfChunk } from './readings-of-chunk.calc.ts';

/** One chunk of an import of readings: an upload for each meter, with its event, and the receipt, in one transaction. */
@Injectable()
export class ApplyReadingBatchHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly receipts: ImportReceipts,
    private readonly meters: MetersOfChunkRepository,
    private readonly readings: ReadingRepository,
  ) {}

  @Transactional()
  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    return this.receipts.once(batch, actor, 'ReadingBatch', () => this.apply(batch, actor));
  }

  private async apply(batch: ApplyBatchBody, actor: Actor): Promise<BatchRowResult[]> {
    const { importJobId, rows } = batch;
    const meters = await this.meters.named(rows.map(({ values }) => values['meter']), actor);
    const before = await this.meters.repeatedTimes(batch);
    const repeated = new Map(before);
    const chunk = new ReadingsOfChunk(rows, meters, repeated, timeKey);
    const planned = chunk.plan(await this.readings.holdMet(chunk.asked()), Date.now(), 'apply');
    const changes = planned.filter(({ plan }) => plan.recorded.length + plan.corrected.length > 0).map(({ meter, plan }) => ({
      upload: ReadingUpload.of(plan, { tenantId: actor.tenantId, plantId: meter.plantId, meterId: meter.id, source: `import ${importJobId}`, importJobId, recordedBy: actor.userId }),
      recorded: plan.recorded, corrected: plan.corrected,
    }));
    await insertAggregates(this.em, 'assets', ReadingUpload, changes.map(({ upload }) => upload));
    await this.readings.store(changes);
    await this.meters.keepRepeatedTimes(batch, actor.tenantId, before, repeated);
    return chunk.results;
  }
}
