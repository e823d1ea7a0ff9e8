import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { LegalHoldExtended, LegalHoldPlaced, LegalHoldReleased, type LegalHoldState } from '@kairos/contracts';
import { newId, record } from '@kairos/event-bus';
import { LegalHoldIsReleased } from './legal-hold.errors.ts';

const LegalHoldSchema = defineEntity({
  name: 'LegalHold',
  tableName: 'legal_hold',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    title: p.string(),
    reason: p.string(),
    plantIds: p.array(),
    workflowIds: p.array(),
    placedByUserId: p.uuid(),
    placedAt: p.datetime(),
    releasedAt: p.datetime().nullable(),
    releasedByUserId: p.uuid().nullable(),
    releaseReason: p.string().nullable(),
    version: p.integer().version(),
  },
});

export type NewLegalHold = Pick<LegalHold, 'tenantId' | 'title' | 'reason' | 'plantIds' | 'workflowIds' | 'placedByUserId'>;

/** A case for which documents must stay. It is placed and released as a whole. */
export class LegalHold extends LegalHoldSchema.class {
  /** @param documentCount how many documents it holds from the first moment */
  static place(input: NewLegalHold, documentCount: number): LegalHold {
    const hold = Object.assign(new LegalHold(), {
      ...input, id: newId(), placedAt: new Date(), releasedAt: null, releasedByUserId: null, releaseReason: null, version: 1,
    } satisfies RequiredEntityData<LegalHold>);
    record(hold, LegalHoldPlaced, { ...stateOf(hold), documentCount });
    return hold;
  }

  /** It is of one workflow more: what it holds goes on there. */
  extendTo(workflowId: string): void {
    if (this.workflowIds.includes(workflowId)) return;
    this.workflowIds = [...this.workflowIds, workflowId];
    record(this, LegalHoldExtended, { ...stateOf(this), addedWorkflowId: workflowId as never });
  }

  release(reason: string, byUserId: string): void {
    if (this.releasedAt) throw new LegalHoldIsReleased();
    Object.assign(this, { releasedAt: new Date(), releasedByUserId: byUserId, releaseReason: reason });
    record(this, LegalHoldReleased, { ...stateOf(this), releasedByUserId: byUserId as never, releaseReason: reason });
  }
}
LegalHoldSchema.setClass(LegalHold);

function stateOf({ id, title, reason, plantIds, workflowIds, placedByUserId }: LegalHold): LegalHoldState {
  return { legalHoldId: id, title, reason, plantIds, workflowIds, placedByUserId } as LegalHoldState;
}
