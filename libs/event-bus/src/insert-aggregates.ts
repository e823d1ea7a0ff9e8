import type { EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { currentTenantId, executeInTransaction, insertRowTexts } from '@kairos/tenancy';
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
  const columns = props.flatMap(({ name, persist, fieldNames }) => (persist !== false && fieldNames?.length === 1 ? fieldNames.map((column) => ({ name, column })) : []));
  await insertRowTexts(em, tableName, columns.map(({ column }) => column), await inSlices(aggregates, (aggregate) => asJson(aggregate, columns)));
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

function asJson<T extends object>(aggregate: T, columns: readonly { name: keyof T; column: string }[]): string {
  let text = '';
  for (const { name, column } of columns) {
    const value: unknown = aggregate[name];
    if (value === null || value === undefined) continue;
    text += `${text === '' ? '{' : ','}"${column}":${typeof value === 'bigint' ? value : JSON.stringify(value)}`;
  }
  return `${text}}`;
}
