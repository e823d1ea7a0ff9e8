import type { EntityManager } from '@mikro-orm/postgresql';
import type { CloudEvent } from '@kairos/contracts';

/** What a consumer takes at once, with one row of its inbox: a batch by its own id, or one event by its. */
export type Parcel = { id: string; events: readonly CloudEvent[] };

export type Taken = {
  /** Parcels whose effect is still to come. */
  fresh: Set<string>;
  /** Events, and batches, that had their effect before, in another parcel. */
  seen: Set<string>;
};

/**
 * Takes the parcels that this consumer has not seen, in the transaction that will hold their effects. An event has had its effect when
 * the inbox holds its id or the id of its batch. Whoever takes a batch, or an event that was in one, waits for others that are at it.
 */
export async function takeFromInbox(em: EntityManager, consumer: string, tenantId: string, parcels: readonly Parcel[]): Promise<Taken> {
  const batched = parcels.flatMap(({ events }) => events.filter(({ batchid }) => batchid !== undefined));
  if (batched.length > 0) {
    const batches = [...new Set(batched.map(({ batchid }) => `${consumer}:${batchid ?? ''}`))].sort();
    await em.execute('select pg_advisory_xact_lock(hashtextextended(batch.id, 11)) from unnest(?::text[]) as batch (id)', [listOf(batches)]);
  }
  const seen = await seenAmong(em, consumer, batched);
  const rows = await em.execute<{ event_id: string }[]>(
    'insert into inbox_message (event_id, consumer, tenant_id) select unnest(?::uuid[]), ?, ? on conflict do nothing returning event_id',
    [listOf(parcels.map(({ id }) => id)), consumer, tenantId],
  );
  return { fresh: new Set(rows.map((row) => row.event_id)), seen };
}

/** The ids of events, and of their batches, that the inbox holds. */
export async function seenAmong(em: EntityManager, consumer: string, events: readonly CloudEvent[]): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const ids = new Set(events.flatMap(({ id, batchid }) => (batchid === undefined ? [id] : [id, batchid])));
  const rows = await em.execute<{ event_id: string }[]>('select event_id from inbox_message where consumer = ? and event_id = any(?::uuid[])', [consumer, listOf([...ids])]);
  return new Set(rows.map(({ event_id: id }) => id));
}

/** Ids and names of consumers hold nothing that an array's text would have to quote. */
function listOf(words: readonly string[]): string {
  return `{${words.join(',')}}`;
}
