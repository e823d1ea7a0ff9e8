import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';

const atOnce = 2000;

/** Removes deliveries whose time is over, with their attempts, and receipts as old. What waits stays, however old it is. */
@Injectable()
@Upkeep({ name: 'delivery-retention', cron: '40 * * * *' })
export class DeliveryRetention implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    @Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'DELIVERY_LOG_DAYS'>,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    await this.removeAll('delivery', 'finished_at', signal);
    await this.removeAll('delivery_receipt', 'made_at', signal);
  }

  private async removeAll(table: 'delivery' | 'delivery_receipt', since: 'finished_at' | 'made_at', signal: AbortSignal): Promise<void> {
    let found = atOnce;
    while (found === atOnce && !signal.aborted) {
      found = await this.em.transactional(async (em) => (await em.execute<unknown[]>(
        `delete from ${table} where ctid in (select ctid from ${table} where ${since} < now() - ? * interval '1 day' order by ${since} limit ? for update skip locked) returning tenant_id`,
        [this.config.DELIVERY_LOG_DAYS, atOnce],
      )).length);
    }
  }
}
