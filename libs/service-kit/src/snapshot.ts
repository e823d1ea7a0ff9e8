import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import { DiscoveryService, NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsTenant } from '@kairos/tenancy';
import type { ServiceDefinition } from './define-service.ts';
import { createLogger, PinoLogger } from './logger.ts';
import { parseEnv, type Environment, type ServiceConfig } from './service-config.ts';

const SNAPSHOTS = 'kairos:snapshots';

const pageSize = 500;
/** Which aggregates of the ambient tenant come next, in the words of `em.find`. */
export type SnapshotPage = { where: { id?: { $gt: string } }; options: { orderBy: { id: 'asc' }; limit: number } };

/** Knows how to re-emit the state of one kind of aggregate. */
export interface SnapshotSource {
  /**
   * Records the `…snapshot.v1` event of each aggregate of a page, inside the transaction that is open.
   *
   * @returns the aggregates of the page
   */
  recordPage(page: SnapshotPage): Promise<{ id: string }[]>;
}

export function Snapshots(aggregate: string): CustomDecorator {
  return SetMetadata(SNAPSHOTS, aggregate);
}

/** Writes a snapshot event of every aggregate of every tenant; the running service's relay publishes them. */
export async function snapshotService<C extends ServiceConfig>(definition: ServiceDefinition<C>, environment: Environment): Promise<void> {
  const config = parseEnv(definition.config, environment);
  const app = await NestFactory.createApplicationContext(definition.module(config), { logger: new PinoLogger(createLogger(definition.name, 'warn', pino.destination(2))) });
  try {
    const em = app.get(EntityManager);
    const tenants = await em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant order by 1');
    for (const source of sourcesOf(app.get(DiscoveryService, { strict: false }))) {
      let count = 0;
      for (const { tenant_id } of tenants) count += await runAsTenant(em, tenant_id, () => emitSnapshots(em, source.emitter));
      process.stdout.write(`${JSON.stringify({ aggregate: source.aggregate, tenants: tenants.length, events: count })}\n`);
    }
  } finally {
    await app.close();
  }
}

/**
 * Re-emits every aggregate of one kind of the ambient tenant, a transaction per page.
 *
 * @returns how many events it wrote to the outbox
 */
export async function emitSnapshots(em: EntityManager, source: SnapshotSource): Promise<number> {
  let count = 0;
  for (let after: string | undefined; ; ) {
    const where = after === undefined ? {} : { id: { $gt: after } };
    const page = await em.fork().transactional(() => source.recordPage({ where, options: { orderBy: { id: 'asc' }, limit: pageSize } }));
    count += page.length;
    after = page.at(-1)?.id;
    if (page.length < pageSize) return count;
  }
}

function sourcesOf(discovery: DiscoveryService): { aggregate: string; emitter: SnapshotSource }[] {
  return discovery.getProviders().flatMap((wrapper) => {
    const aggregate = wrapper.metatype && (Reflect.getMetadata(SNAPSHOTS, wrapper.metatype) as string | undefined);
    return aggregate ? [{ aggregate, emitter: wrapper.instance as SnapshotSource }] : [];
  });
}
