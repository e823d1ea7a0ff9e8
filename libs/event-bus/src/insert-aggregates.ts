import type { EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { currentTenantId, executeInTransaction, insertRows } from '@kairos/tenancy';
import { commandContext } from './command-context.ts';
import { gather } from './gather-events.calc.ts';
import { inSlices } from './in-slices.ts';
import { takeRecorded } from './record.ts';
import { toOutboxBatch, type OutgoingMessage } from './to-outbox-messages.ts';

type Aggregate = { id: string };

/**
 * Stores new aggregates, as many as there are, and the events recorded on them, in two statements of the ambient transaction.
 * For bulk commands, which write one audit record for all of them. The aggregates are not managed afterwards.
 */
export async function insertAggregates<T extends Aggregate>(em: EntityManager, service: string, entity: EntityName<T>, aggregates: readonly T[]): Promise<void> {
  const { tableName, props } = em.getMetadata().get(entity);
  const stored = props.filter(({ persist, fieldNames }) => persist !== false && fieldNames?.length === 1);
  await insertRows(em, tableName, await inSlices(aggregates, (aggregate) => Object.fromEntries(stored.map(({ name, fieldNames }) => [fieldNames[0], told(aggregate[name])]))));
  const envelope = { service, tenantId: currentTenantId(), traceparent: commandContext()?.traceparent };
  const events = aggregates.flatMap((aggregate) => takeRecorded(aggregate).map(({ definition, data }) => ({ ...envelope, definition, data, aggregateId: aggregate.id, aggregateVersion: 1 })));
  await insertMessages(em, await inSlices(gather(events), toOutboxBatch, 1));
}

const columns = ['event_id', 'tenant_id', 'subject', 'type', 'aggregate_id', 'aggregate_version', 'event_count', 'message', 'recorded_at'];

/** The text of a message goes to the database as it is, once. */
async function insertMessages(em: EntityManager, messages: readonly OutgoingMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(', ')})`);
  const values = messages.flatMap((m) => [m.eventId, m.tenantId, m.subject, m.type, m.aggregateId, m.aggregateVersion, m.eventCount, m.message, m.recordedAt.toISOString()]);
  await executeInTransaction(em, `insert into outbox_message (${columns.join(', ')}) values ${rows.join(', ')}`, values);
}

function told(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : (value ?? null);
}
