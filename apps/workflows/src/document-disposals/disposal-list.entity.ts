import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { disposalListStatuses } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import { DisposalListIsDecided } from './document-disposals.errors.ts';

const DisposalListSchema = defineEntity({
  name: 'DisposalList',
  tableName: 'disposal_list',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    status: p.enum(disposalListStatuses),
    reason: p.string(),
    drawnUpByUserId: p.uuid(),
    drawnUpAt: p.datetime(),
    decidedByUserId: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

/** Documents that somebody means to dispose of: nothing goes before the list is approved. */
export class DisposalList extends DisposalListSchema.class {
  static drawUp(by: { tenantId: string; userId: string }, reason: string): DisposalList {
    return Object.assign(new DisposalList(), {
      id: newId(), tenantId: by.tenantId, status: 'proposed', reason, drawnUpByUserId: by.userId, drawnUpAt: new Date(), decidedByUserId: null, decidedAt: null, version: 1,
    } satisfies RequiredEntityData<DisposalList>);
  }

  decide(decision: 'approved' | 'withdrawn', byUserId: string): void {
    if (this.status !== 'proposed') throw new DisposalListIsDecided(this.status);
    Object.assign(this, { status: decision, decidedByUserId: byUserId, decidedAt: new Date() });
  }

  carriedOut(): void {
    this.status = 'carriedOut';
  }
}
DisposalListSchema.setClass(DisposalList);
