import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsTenant } from '@kairos/tenancy';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';

const everyMs = 3_600_000;
const atOnce = 2000;

/** Removes deliveries whose time is over, with their attempts, and receipts as old, tenant by tenant. What waits stays, however old it is. */
@Injectable()
export class DeliveryRetention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly em: EntityManager,
    @Inject(INTAKE_CONFIG) private readonly config: Pick<IntakeConfig, 'DELIVERY_LOG_DAYS' | 'DELIVERY_CONCURRENCY'>,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.DELIVERY_CONCURRENCY > 0) this.loop = this.work();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.loop;
  }

  /** @returns how many deliveries were removed */
  async sweep(): Promise<number> {
    const tenants = await this.em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant');
    let removed = 0;
    for (const { tenant_id: tenantId } of tenants) {
      removed += await this.removeAll(tenantId, 'delivery', 'finished_at');
      await this.removeAll(tenantId, 'delivery_receipt', 'made_at');
    }
    return removed;
  }

  private async removeAll(tenantId: string, table: 'delivery' | 'delivery_receipt', since: 'finished_at' | 'made_at'): Promise<number> {
    let removed = 0;
    let found = atOnce;
    while (found === atOnce && !this.stop.signal.aborted) {
      found = await runAsTenant(this.em, tenantId, () => this.em.transactional(async (em) => (await em.execute<unknown[]>(
        `delete from ${table} where ctid in (select ctid from ${table} where ${since} < now() - ? * interval '1 day' order by ${since} limit ? for update skip locked) returning tenant_id`,
        [this.config.DELIVERY_LOG_DAYS, atOnce],
      )).length), { upkeep: true });
      removed += found;
    }
    return removed;
  }

  private async work(): Promise<void> {
    while (!this.stop.signal.aborted) {
      await this.sweep().catch((error: unknown) => this.log.warn({ err: error, msg: 'Deliveries whose time is over stay until the next sweep' }));
      await sleep(everyMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
  }
}
