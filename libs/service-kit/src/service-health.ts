import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { HealthView, PoolView, ServiceHealthView } from '@kairos/contracts';
import { EventBus, type EventBusHealth } from '@kairos/event-bus';
import { invalidConnectionsOf } from './connection-losses.ts';
import { UpkeepRunner } from './upkeep.runner.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

/** How one service is: for everyone in a word, for administrators in figures. */
@Injectable()
export class ServiceHealth {
  constructor(
    private readonly em: EntityManager,
    private readonly bus: EventBus,
    private readonly upkeep: UpkeepRunner,
  ) {}

  /** @returns undefined for what does not answer */
  async ask(): Promise<{ database: boolean; bus: EventBusHealth | undefined }> {
    const [database, bus] = await Promise.all([this.em.fork().execute('select 1').then(() => true, () => false), this.bus.health().catch(() => undefined)]);
    return { database, bus };
  }

  async view(): Promise<HealthView> {
    return viewOf(await this.ask());
  }

  async details(): Promise<ServiceHealthView> {
    const asked = await this.ask();
    const { bus } = asked;
    const pool = poolView(await this.em.getConnection().getNativeClient());
    const facts = asked.database ? await this.databaseFacts().catch(() => undefined) : undefined;
    return {
      ...viewOf(asked),
      database: { pool, migration: facts?.migration ?? null, version: facts?.version ?? null },
      outbox: { backlog: bus?.backlog ?? null, published: bus?.published ?? null, consumed: bus?.consumed ?? null },
      upkeep: (await this.upkeep.states().catch(() => undefined)) ?? null,
      versions: { kairos: version, node: process.version },
      upForSeconds: Math.round(process.uptime()),
    };
  }

  private async databaseFacts(): Promise<{ migration: string | null; version: string } | undefined> {
    const [row] = await this.em.fork().execute<{ migration: string | null; version: string }[]>(
      `select (select name from schema_migration order by id desc limit 1) as migration, current_setting('server_version') as version`,
    );
    return row;
  }
}

function viewOf({ database, bus }: { database: boolean; bus: EventBusHealth | undefined }): HealthView {
  const broker = bus?.broker === 'up';
  const status = (well: boolean) => ({ status: well ? ('healthy' as const) : ('unhealthy' as const) });
  return { status: database && bus && broker ? 'ok' : 'degraded', components: { database: status(database && bus !== undefined), broker: status(broker) } };
}

function poolView(pool: Pool): PoolView {
  const size = pool.options.max;
  return {
    size, checkedIn: pool.idleCount, checkedOut: pool.totalCount - pool.idleCount, overflow: pool.totalCount - size, invalid: invalidConnectionsOf(pool), waiting: pool.waitingCount,
  };
}
