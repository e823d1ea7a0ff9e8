import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { disposalListStatuses, type EffectiveSettings } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import { DisposalListIsDecided, DisposalNeedsAnother } from './document-disposals.errors.ts';

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

  /**
   * @param approval the tenant's setting: whether whoever drew it up may approve it as well
   * @throws DisposalListIsDecided, DisposalNeedsAnother
   */
  decide(decision: 'approved' | 'withdrawn', byUserId: string, approval: EffectiveSettings['disposalApproval']): void {
    if (this.status !== 'proposed') throw new DisposalListIsDecided(this.status);
    if (decision === 'approved' && approval === 'other' && byUserId === this.drawnUpByUserId) throw new DisposalNeedsAnother();
    Object.assign(this, { status: decision, decidedByUserId: byUserId, decidedAt: new Date() });
  }

  carriedOut(): void {
    this.status = 'carriedOut';
  }
}
DisposalListSchema.setClass(DisposalList);
