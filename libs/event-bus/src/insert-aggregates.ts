import type { EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { currentTenantId, insertRows } from '@kairos/tenancy';
import { commandContext } from './command-context.ts';
import { inSlices } from './in-slices.ts';
import { takeRecorded } from './record.ts';
import { toOutboxMessage } from './to-outbox-message.ts';

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
  const messages = await inSlices(aggregates, (aggregate) =>
    takeRecorded(aggregate).map(({ definition, data }) => toRow(toOutboxMessage({ ...envelope, definition, data, aggregateId: aggregate.id, aggregateVersion: 1 }))),
  );
  await insertRows(em, 'outbox_message', messages.flat());
}

function toRow({ eventId, tenantId, subject, type, aggregateId, aggregateVersion, message, recordedAt }: ReturnType<typeof toOutboxMessage>) {
  return { event_id: eventId, tenant_id: tenantId, subject, type, aggregate_id: aggregateId, aggregate_version: aggregateVersion, message, recorded_at: recordedAt };
}

function told(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : (value ?? null);
}
