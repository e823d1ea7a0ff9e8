import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import { StandingHolds } from '../legal-holds/standing-holds.ts';
import { RetentionPeriods } from '../retention/retention-periods.ts';
import { TenantDay } from '../tenant-day.ts';
import type { Document } from './document.entity.ts';
import { DocumentIsRetained } from './document.errors.ts';

/** What keeps a document from being deleted or disposed of. */
@Injectable()
export class DocumentProtection {
  constructor(
    private readonly holds: StandingHolds,
    private readonly retention: RetentionPeriods,
    private readonly day: TenantDay,
  ) {}

  /**
   * @param document locked: nobody places a hold on it meanwhile
   * @param actor who may be told which holds, or null for nobody
   * @throws DocumentIsOnHold
   * @throws DocumentIsRetained
   */
  async demandNone(document: Document, actor: Actor | null): Promise<void> {
    await this.holds.demandNone(document.id, actor);
    const period = await this.retention.of(document);
    document.retain(period.until);
    if (period.isOpen) throw new DocumentIsRetained(null, period);
    if (document.retainUntil && document.retainUntil >= (await this.day.today())) throw new DocumentIsRetained(document.retainUntil, period);
  }
}
