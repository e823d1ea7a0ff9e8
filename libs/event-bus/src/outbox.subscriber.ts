import { ChangeSetType, type ChangeSet, type EventSubscriber, type FlushEventArgs } from '@mikro-orm/core';
import { currentTenantId } from '@kairos/tenancy';
import { auditOf } from './audit.ts';
import { causeOf, commandContext } from './command-context.ts';
import { OutboxMessage } from './outbox-message.entity.ts';
import { takeRecorded } from './record.ts';
import { toOutboxBatches, toOutboxMessage, type OutgoingEvent } from './to-outbox-messages.ts';

type Aggregate = { id: string; version?: number };

/** Writes recorded events, and the audit record of every changed aggregate, to the outbox in the flush that stores them. */
export class OutboxSubscriber implements EventSubscriber {
  constructor(private readonly service: string) {}

  onFlush({ em, uow }: FlushEventArgs): void {
    const changeSets = new Map<object, ChangeSet<Partial<unknown>>>(uow.getChangeSets().map((set) => [set.entity, set]));
    // Not only the change sets: an aggregate may record an event without a change to its own columns.
    const touched = new Set<object>([...uow.getIdentityMap().values(), ...uow.getPersistStack(), ...uow.getRemoveStack()]);
    const outgoing: OutgoingEvent[] = [];
    for (const entity of touched) {
      const events = takeRecorded(entity);
      if (events.length === 0) continue;
      const aggregate = entity as Aggregate;
      const aggregateVersion = versionAfter(aggregate, changeSets.get(entity));
      for (const { definition, data } of events) {
        outgoing.push({ ...this.envelope(aggregate.id, aggregateVersion), definition, data });
      }
    }
    const context = commandContext();
    if (context?.audit === 'each') {
      for (const changeSet of changeSets.values()) {
        const audit = auditOf(this.service, changeSet, context);
        if (audit) outgoing.push({ ...this.envelope(audit.data.resourceId ?? '', 0), ...audit });
      }
    }
    const messages = context?.audit === 'bulk' ? toOutboxBatches(outgoing) : outgoing.map(toOutboxMessage);
    for (const message of messages) uow.computeChangeSet(em.create(OutboxMessage, message, { persist: false }));
  }

  private envelope(aggregateId: string, aggregateVersion: number) {
    return { service: this.service, tenantId: currentTenantId(), aggregateId, aggregateVersion, ...causeOf(commandContext()) };
  }
}

function versionAfter(aggregate: Aggregate, changeSet: ChangeSet<Partial<unknown>> | undefined): number {
  if (changeSet?.type === ChangeSetType.CREATE) return 1;
  return (aggregate.version ?? 0) + (changeSet ? 1 : 0);
}
