import { createHash } from 'node:crypto';
import { ChangeSetType, type ChangeSet, type EntityManager, type EntityMetadata, type EntityProperty } from '@mikro-orm/core';
import { AuditRecorded, type EventData } from '@kairos/contracts';
import { currentTenantId } from '@kairos/tenancy';
import { commandContext, type CommandContext } from './command-context.ts';
import { OutboxMessage } from './outbox-message.entity.ts';
import { toOutboxMessage } from './to-outbox-message.ts';

type Audit = { definition: typeof AuditRecorded; data: EventData<typeof AuditRecorded> };

/** The audit record of one changed entity: only what changed, before and after, without hidden properties. */
export function auditOf(service: string, changeSet: ChangeSet<Partial<unknown>>, context: CommandContext): Audit | undefined {
  const { meta, type } = changeSet;
  // An aggregate is what carries a version; receipts, sessions and the outbox itself are its bookkeeping.
  if (!meta.versionProperty) return undefined;
  // A change set of a removal holds no values: the entity as it was loaded does.
  const lost = type === ChangeSetType.DELETE ? meta.props.map(({ name }) => [name, changeSet.entity[name as never]]) : undefined;
  const before = type === ChangeSetType.CREATE ? null : visible(meta, lost ? Object.fromEntries(lost) as object : pick(changeSet.originalEntity, changeSet.payload));
  const after = type === ChangeSetType.DELETE ? null : visible(meta, changeSet.payload);
  const id = (changeSet.entity as { id?: unknown }).id;
  return {
    definition: AuditRecorded,
    data: { ...header(service, context), resourceType: meta.className, resourceId: typeof id === 'string' ? id : null, before, after, count: 1, resultsSha256: null },
  };
}

/**
 * Records a bulk command as one audit record: how many rows it touched and the SHA-256 of their results.
 *
 * @returns the digest in hex
 */
export function auditBulk(em: EntityManager, service: string, bulk: { resourceType: string; resourceId: string; count: number; results: string }): string {
  const context = commandContext();
  if (!context) throw new Error('A bulk command needs a command context.');
  const resultsSha256 = createHash('sha256').update(bulk.results).digest('hex');
  const data = { ...header(service, context), resourceType: bulk.resourceType, resourceId: bulk.resourceId, before: null, after: null, count: bulk.count, resultsSha256 };
  em.persist(
    em.create(OutboxMessage, toOutboxMessage({
      service, definition: AuditRecorded, data, tenantId: currentTenantId(), aggregateId: bulk.resourceId, aggregateVersion: 0, traceparent: context.traceparent,
    })),
  );
  return resultsSha256;
}

function header(service: string, context: CommandContext) {
  const { action, actorKind, actorId, sessionId, apiKeyId, permission, requestId, address, userAgent, reason } = context;
  return { service, action, actorKind, actorId, sessionId, ...(apiKeyId ? { apiKeyId } : {}), permission, requestId, address, userAgent, reason, occurredAt: new Date().toISOString() };
}

function pick(original: object | undefined, keys: object): Record<string, unknown> {
  const source = (original ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.keys(keys).map((key) => [key, source[key] ?? null]));
}

function visible(meta: EntityMetadata, values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const property: EntityProperty | undefined = meta.properties[key as never];
      return property && !property.hidden ? [[key, told(property, value)]] : [];
    }),
  );
}

/** Change sets hold JSON documents and arrays as the driver writes them, in text; a record tells them as they are. */
function told({ customType }: EntityProperty, value: unknown): unknown {
  const { platform } = customType ?? {};
  const plain: unknown = customType && platform && typeof value === 'string' ? customType.convertToJSValue(value, platform, { force: true }) : value;
  if (typeof plain === 'bigint') return plain.toString();
  return plain instanceof Date ? plain.toISOString() : plain;
}
