import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Takes the events of a batch that this consumer has not seen, in the transaction that will hold their effects.
 *
 * @returns the ids whose effect is still to come
 */
export async function takeFromInbox(em: EntityManager, consumer: string, tenantId: string, eventIds: string[]): Promise<Set<string>> {
  const rows = await em.execute<{ event_id: string }[]>(
    'insert into inbox_message (event_id, consumer, tenant_id) select unnest(?::uuid[]), ?, ? on conflict do nothing returning event_id',
    [`{${eventIds.join(',')}}`, consumer, tenantId],
  );
  return new Set(rows.map((row) => row.event_id));
}
