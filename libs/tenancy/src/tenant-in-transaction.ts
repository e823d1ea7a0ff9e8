import type { EntityManager } from '@mikro-orm/postgresql';
import { ambient } from './tenant-context.ts';

/**
 * Goes on as another tenant inside the ambient transaction, for the rare command that must touch several tenants or none of
 * them. What was changed before is flushed first, what `work` changes is flushed as that tenant.
 *
 * @param em any manager of the service; the one of the ambient transaction is used
 * @param tenantId from rows of the database, never from a request
 */
export async function inTransactionAsTenant<T>(em: EntityManager, tenantId: string, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const current = em.getContext(false) as EntityManager;
  if (!current.isInTransaction()) throw new Error('Only a transaction that is open goes on as another tenant.');
  const before = ambient.getStore()?.tenantId ?? '';
  await current.flush();
  current.clear();
  const become = (id: string) => current.execute(`select set_config('app.tenant_id', ?, true)`, [id]);
  await become(tenantId);
  const answer = await ambient.run({ tenantId }, async () => {
    const result = await work(current);
    await current.flush();
    return result;
  });
  current.clear();
  await become(before);
  return answer;
}
