import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { ApplyCatalogueHandler } from './apply-catalogue.handler.ts';

const longestRestMs = 60_000;

/** Applies this release's permissions to every tenant when the service starts, beside its requests. What fails is tried again. */
@Injectable()
export class ApplyCatalogue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private work = Promise.resolve();

  constructor(
    private readonly em: EntityManager,
    private readonly handler: ApplyCatalogueHandler,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.work = this.applyToAll();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.work;
  }

  private async applyToAll(): Promise<void> {
    for (let restMs = 1000; !this.stop.signal.aborted; restMs = Math.min(restMs * 2, longestRestMs)) {
      if (await this.attempt()) return;
      await sleep(restMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
  }

  private async attempt(): Promise<boolean> {
    const tenants = await this.em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant order by 1').catch((error: unknown) => this.complain(error));
    if (!tenants) return false;
    let applied = 0;
    let failed = 0;
    for (const { tenant_id: tenantId } of tenants) {
      if (this.stop.signal.aborted) return true;
      const done = await this.handler.execute(tenantId).catch((error: unknown) => this.complain(error, tenantId));
      if (done === undefined) failed += 1;
      else if (done) applied += 1;
    }
    if (applied > 0) this.log.log({ msg: 'Access follows the permissions of this release', tenants: applied });
    return failed === 0;
  }

  private complain(error: unknown, tenantId?: string): undefined {
    this.log.warn({ err: error, tenantId, msg: 'Access cannot be brought to the permissions of this release' });
  }
}
