import { createHash } from 'node:crypto';
import { ChangeSetType, type ChangeSet, type EntityManager, type EntityMetadata, type EntityProperty } from '@mikro-orm/core';
import { AuditRecorded, type EventData } from '@kairos/contracts';
import { currentTenantId } from '@kairos/tenancy';
import { commandContext, type CommandContext } from './command-context.ts';
import { OutboxMessage } from './outbox-message.entity.ts';
import { toOutboxMessage } from './to-outbox-messages.ts';

/** What ids and documents in a record amount to, in words of the entity itself. */
export type AuditExplanation = { before?: Record<string, unknown>; after?: Record<string, unknown> };
const explanations = new WeakMap<object, AuditExplanation>();

/** Has the next audit record of an entity tell more than its changed columns: what they mean, before and after. */
export function explainAudit(entity: object, explanation: AuditExplanation): void {
  const { before, after } = explanations.get(entity) ?? {};
  explanations.set(entity, { before: { ...before, ...explanation.before }, after: { ...after, ...explanation.after } });
}

function explained(values: Record<string, unknown> | null, more: Record<string, unknown> | undefined): Record<string, unknown> | null {
  return values && more ? { ...values, ...more } : values;
}

/** As many bytes of values as a record tells, before and after each. */
const mostTold = 200_000;

/** Values too many to tell, as their size and the SHA-256 of their JSON. */
function bounded(values: Record<string, unknown> | null): Record<string, unknown> | null {
  const json = JSON.stringify(values);
  if (json.length <= mostTold && Buffer.byteLength(json) <= mostTold) return values;
  return { omittedBytes: Buffer.byteLength(json), sha256: createHash('sha256').update(json).digest('hex') };
}

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
  const explanation = explanations.get(changeSet.entity);
  explanations.delete(changeSet.entity);
  return {
    definition: AuditRecorded,
    data: {
      ...header(service, context), resourceType: meta.className, resourceId: typeof id === 'string' ? id : null, resourceName: nameOf(meta, changeSet.entity),
      before: bounded(explained(before, explanation?.before)), after: bounded(explained(after, explanation?.after)), count: 1, resultsSha256: null,
    },
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

/** What became of something that changed nothing: a refusal, or a failure. */
export type AuditOutcome = { resourceType: string; resourceId: string | null; status: 'failure' | 'denied'; errorCode: string; occurredAt?: string };

/** Records an outcome with the ambient transaction. */
export function auditOutcome(em: EntityManager, service: string, { resourceType, resourceId, status, errorCode, occurredAt }: AuditOutcome): void {
  persist(em, service, { resourceType, resourceId, count: 0, status, errorCode, ...(occurredAt ? { occurredAt } : {}) });
}

/** Records, in a transaction of its own, that something was read which changed nothing. */
export async function auditRead(em: EntityManager, service: string, read: { resourceType: string; resourceId: string | null }): Promise<void> {
  await em.fork().transactional((own) => Promise.resolve(persist(own, service, { ...read, count: 1 })));
}

type RecordedFacts = Pick<Audit['data'], 'resourceType' | 'resourceId' | 'count' | 'status' | 'errorCode'> & { occurredAt?: string; before?: Record<string, unknown>; after?: Record<string, unknown> | null };

function persist(em: EntityManager, service: string, facts: RecordedFacts): void {
  const context = commandContext();
  if (!context) throw new Error('An audit record needs a command context.');
  const data = { ...header(service, context), before: null, after: null, ...facts, resultsSha256: null };
  const message = toOutboxMessage({ service, definition: AuditRecorded, data, tenantId: currentTenantId(), aggregateId: facts.resourceId ?? context.requestId, aggregateVersion: 0, traceparent: context.traceparent });
  em.persist(em.create(OutboxMessage, message));
}

/** Records, with the ambient transaction, an act upon something that is no aggregate: what it was before, and what of it is otherwise. */
export function auditAct(em: EntityManager, service: string, act: { resourceType: string; resourceId: string; before: Record<string, unknown>; after: Record<string, unknown> | null }): void {
  persist(em, service, { ...act, count: 1 });
}

/** Records an outcome in a transaction of its own, because that of the command, if there was one, is rolled back. */
export async function auditRefusal(em: EntityManager, service: string, refusal: AuditOutcome): Promise<void> {
  await em.fork().transactional((own) => Promise.resolve(auditOutcome(own, service, refusal)));
}

/** What people call an entity, where it has such a property and does not hide it. */
function nameOf(meta: EntityMetadata, entity: object): string | null {
  for (const key of ['name', 'displayName', 'code', 'email', 'title', 'label']) {
    const value = (entity as Record<string, unknown>)[key];
    if (typeof value === 'string' && value !== '' && meta.properties[key as never] && !(meta.properties[key as never] as EntityProperty).hidden) return value.slice(0, 500);
  }
  return null;
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
