import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { ApplyBatchBody, BatchReceipt } from '@kairos/contracts';
import { plannedReceipt } from '../import-receipts/import-receipts.repository.ts';
import { ReadingRepository } from '../readings/reading.repository.ts';
import { MetersOfChunkRepository, timeKey } from './meters-of-chunk.repository.ts';
import { impactOf, ReadingsOfChunk } from './readings-of-chunk.calc.ts';

/** What a chunk would do, by the same rules, without storing anything: of a time that a clock shows twice it knows the rows of its own chunk alone. */
@Injectable()
export class PlanReadingBatchHandler {
  constructor(
    private readonly meters: MetersOfChunkRepository,
    private readonly readings: ReadingRepository,
  ) {}

  async execute(batch: ApplyBatchBody, actor: Actor): Promise<BatchReceipt> {
    const meters = await this.meters.named(batch.rows.map(({ values }) => values['meter']), actor);
    const chunk = new ReadingsOfChunk(batch.rows, meters, new Map(), timeKey);
    const planned = chunk.plan(await this.readings.met(chunk.asked()), Date.now(), 'plan');
    return plannedReceipt(batch, chunk.results, impactOf(planned));
  }
}
