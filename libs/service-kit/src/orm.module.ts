import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { EntityManager, MikroORM, type EntitySchema } from '@mikro-orm/postgresql';
import type { EntityClass, EventSubscriber } from '@mikro-orm/core';
import type { Pool, PoolClient } from 'pg';
import { OutboxMessage, OutboxSubscriber } from '@kairos/event-bus';
import { countLosses } from './connection-losses.ts';

export type OrmOptions = { service: string; url: string; poolSize: number; entities: (EntityClass<unknown> | EntitySchema)[]; subscribers?: EventSubscriber[] };

/** One MikroORM per service: its own schema, pool and context name, so that several live in one process. */
@Module({})
export class OrmModule implements OnApplicationShutdown {
  constructor(private readonly orm: MikroORM) {}

  static forService(options: OrmOptions): DynamicModule {
    return {
      module: OrmModule,
      global: true,
      providers: [
        { provide: MikroORM, useFactory: () => openOrm(options) },
        { provide: EntityManager, inject: [MikroORM], useFactory: (orm: MikroORM) => orm.em },
      ],
      exports: [MikroORM, EntityManager],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close();
  }
}

function openOrm({ service, url, poolSize, entities, subscribers = [] }: OrmOptions): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    contextName: service,
    schema: service,
    entities: [...entities, OutboxMessage],
    subscribers: [new OutboxSubscriber(service), ...subscribers],
    pool: { min: 0, max: poolSize },
    driverOptions: { application_name: service, connectionTimeoutMillis: 5000, onPoolCreated: releaseLostConnections },
    ensureDatabase: false,
    forceUtcTimezone: true,
  });
}

/**
 * Returns to the pool the connections that kysely loses; each is one the pool lacks for ever, and one that its end waits for.
 *
 * - A transaction whose connection ended, by a restart of Postgres for one, cannot roll back and keeps it.
 * - A connection that opens after the pool began to end finds nobody who takes it.
 */
function releaseLostConnections(pool: Pool): void {
  countLosses(pool);
  pool.on('connect', (client) => client.once('end', () => setTimeout(() => release(client), 500).unref()));
  pool.on('acquire', (client) => pool.ending && setImmediate(() => release(client)));
}

function release(client: PoolClient): void {
  try {
    client.release(true);
  } catch {
    // returned already
  }
}
