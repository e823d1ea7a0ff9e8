import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt } from '@kairos/contracts';
import { plannedReceipt } from '../import-receipts/import-receipts.repository.ts';
import { ReadingRepository } from '../readings/reading.repository.ts';
import { MetersOfChunkRepository, timeKey } from './meters-of-chunk.repository.ts';
import { impactOf, ReadingsOfChunk } from './readings-of-chunk.calc.ts';

/** What a chunk would do, by the same rules. It stores no reading, but how many of its rows tell of a time that a clock shows twice: the chunks behind it count on from there. */
@Injectable()
export class PlanReadingBatchHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly meters: MetersOfChunkRepository,
    private readonly readings: ReadingRepository,
  ) {}

  @Transactional()
  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const meters = await this.meters.named(batch.rows.map(({ values }) => values['meter']), actor);
    const before = await this.meters.repeatedTimes(batch);
    const repeated = new Map(before);
    const chunk = new ReadingsOfChunk(batch.rows, meters, repeated, timeKey);
    await this.meters.keepRepeatedTimes(batch, actor.tenantId, before, repeated);
    const planned = chunk.plan(await this.readings.met(chunk.asked()), Date.now(), 'plan');
    return plannedReceipt(batch, chunk.results, impactOf(planned));
  }
}
