import { ChangeSetType, type EventSubscriber, type FlushEventArgs } from '@mikro-orm/core';
import { commandContext, newId } from '@kairos/event-bus';
import { currentTenantId } from '@kairos/tenancy';
import { takeNoted } from './noted-changes.ts';
import { PlantChange } from './plant-change.entity.ts';

/** Writes what was noted on plants, cards and records to the plants' log, in the flush that stores them. */
export class PlantChangesSubscriber implements EventSubscriber {
  onFlush({ em, uow }: FlushEventArgs): void {
    const at = new Date();
    for (const { entity, type } of uow.getChangeSets()) {
      for (const change of takeNoted(entity)) {
        const { actorKind = 'system', actorId = null, action = null, reason = null, requestId = null } = commandContext() ?? {};
        const version = type === ChangeSetType.CREATE ? 1 : ((entity as { version?: number }).version ?? 0) + 1;
        const row = { id: newId(), tenantId: currentTenantId(), ...change, version, actorKind, actorId, action, reason, requestId, at };
        uow.computeChangeSet(em.create(PlantChange, row, { persist: false }));
      }
    }
  }
}
