import { setImmediate as turn } from 'node:timers/promises';
import type { EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { currentTenantId, executeInTransaction } from '@kairos/tenancy';
import { causeOf, commandContext } from './command-context.ts';
import { gather } from './gather-events.calc.ts';
import { heard } from './heard.ts';
import { inSlices } from './in-slices.ts';
import { inserting } from './inserting.ts';
import { takeRecorded, type RecordedEvent } from './record.ts';
import { toOutboxBatch, type OutgoingMessage } from './to-outbox-messages.ts';

type Aggregate = { id: string };

const rowsAtOnce = 500;
const messagesAtOnce = 5;

/**
 * Stores new aggregates, as many as there are, and the events recorded on them in the ambient transaction, hundreds a statement: the next
 * is written while the database is at work on the one before. For bulk commands, which write one audit record for all of them. The
 * aggregates are not managed afterwards.
 *
 * @param aggregates all at once, or some after the other as they are made: those made first are stored meanwhile
 * @param eventsOf what is to be told of an aggregate, if that was not recorded on it
 */
export async function insertAggregates<T extends Aggregate>(em: EntityManager, service: string, entity: EntityName<T>, aggregates: readonly T[] | AsyncIterable<readonly T[]>, eventsOf: (aggregate: T) => readonly RecordedEvent[] = takeRecorded): Promise<void> {
  const insert = await inserting(em, service, entity);
  const envelope = { service, tenantId: currentTenantId(), ...causeOf(commandContext()) };
  const underway: Promise<void>[] = [];
  const stored: T[] = [];
  try {
    for await (const made of Symbol.asyncIterator in aggregates ? aggregates : [aggregates]) {
      for (let at = 0; at < made.length; at += rowsAtOnce) {
        if (at > 0) await turn();
        const some = made.slice(at, at + rowsAtOnce);
        underway.push(heard(executeInTransaction(em, insert.statement, insert.valuesOf(some))));
        stored.push(...some);
      }
    }
    const events = await inSlices(stored, (aggregate) => eventsOf(aggregate).map(({ definition, data }) => ({ ...envelope, definition, data, aggregateId: aggregate.id, aggregateVersion: 1 })));
    const batches = gather(events.flat());
    for (let at = 0; at < batches.length; at += messagesAtOnce) {
      underway.push(heard(insertMessages(em, await inSlices(batches.slice(at, at + messagesAtOnce), toOutboxBatch, 1))));
    }
  } finally {
    // The first to fail says why; those behind it find the transaction aborted.
    await Promise.all(underway);
  }
}

const columns = ['event_id', 'tenant_id', 'subject', 'type', 'aggregate_id', 'aggregate_version', 'event_count', 'message', 'recorded_at'];

/** The text of a message goes to the database as it is. */
async function insertMessages(em: EntityManager, messages: readonly OutgoingMessage[]): Promise<void> {
  const rows = messages.map((_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(', ')})`);
  const values = messages.flatMap((m) => [m.eventId, m.tenantId, m.subject, m.type, m.aggregateId, m.aggregateVersion, m.eventCount, m.message, m.recordedAt.toISOString()]);
  await executeInTransaction(em, `insert into outbox_message (${columns.join(', ')}) values ${rows.join(', ')}`, values);
}
