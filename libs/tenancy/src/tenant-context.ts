import { AsyncLocalStorage } from 'node:async_hooks';
import { RequestContext, type EntityManager } from '@mikro-orm/core';

export type TenantContext = { tenantId: string };

/** For this library alone. */
export const ambient = new AsyncLocalStorage<TenantContext>();
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The tenant the current work belongs to. Throws outside of one: work without a tenant must say so, not guess. */
export function currentTenantId(): string {
  const context = ambient.getStore();
  if (!context) throw new Error('No tenant: this code must run inside runAsTenant().');
  return context.tenantId;
}

/**
 * Runs `work` for one tenant: a fresh fork of the service's entity manager is the ambient one (`@Transactional` and
 * injected managers resolve to it), and every transaction it opens carries `app.tenant_id`, which the row-level
 * security policies read.
 *
 * @param em the service's root entity manager
 * @param tenantId from a verified token or an event, never from a request body
 * @param options `upkeep` for what goes on when the tenant is read-only: consumers of events, workers that finish what was begun, an
 * operator's act. No request of a tenant's own runs so.
 */
export function runAsTenant<T>(em: EntityManager, tenantId: string, work: () => T, options: { upkeep?: boolean } = {}): T {
  if (!uuid.test(tenantId)) throw new Error('A tenant id is a UUID.');
  return ambient.run({ tenantId }, () =>
    RequestContext.create(em, work, { session: { variables: { 'app.tenant_id': tenantId, ...(options.upkeep ? { 'app.upkeep': 'on' } : {}) } } }),
  );
}
