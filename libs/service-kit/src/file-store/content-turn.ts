import type { EntityManager } from '@mikro-orm/postgresql';

/** Whoever stores or removes the same bytes of a tenant takes turns, until the transaction ends. */
export function takeTurnAtContent(em: EntityManager, tenantId: string, sha256: string): Promise<unknown> {
  return em.execute('select pg_advisory_xact_lock(hashtextextended(?, 1))', [`${tenantId}:${sha256}`]);
}
