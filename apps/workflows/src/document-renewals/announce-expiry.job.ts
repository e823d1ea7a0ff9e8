import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings } from '@kairos/auth';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { tenantQuery } from '@kairos/tenancy';
import { StandingHolds } from '../legal-holds/standing-holds.ts';
import { addDays } from '../obligations/plain-date.calc.ts';
import { TenantDay } from '../tenant-day.ts';
import { DocumentRenewals } from './document-renewals.ts';
import { Document } from '../documents/document.entity.ts';

const due = `select d.id from document d
  where d.deleted_at is null and d.archived_at is null and d.expires_on <= $1::date
    and not exists (select from document_renewal r where r.tenant_id = d.tenant_id and r.document_id = d.id and r.closed_at is null)
  order by d.expires_on, d.id limit 200`;

/** Tells of every version that expires and opens the task to renew it, once and in time: both are one transaction, which a killed process leaves undone and the next does again. */
@Injectable()
@Upkeep({ name: 'document-expiry', cron: '35 3 * * *' })
export class AnnounceExpiry implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly settings: TenantSettings,
    private readonly day: TenantDay,
    private readonly renewals: DocumentRenewals,
    private readonly holds: StandingHolds,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const { documentExpiryNoticeDays } = await this.settings.read();
    const until = addDays(await this.day.today(), documentExpiryNoticeDays);
    while (!signal.aborted) {
      const documents = await tenantQuery<{ id: string }>(this.em, due, [until]);
      if (documents.length === 0) return;
      for (const { id } of documents) if (!signal.aborted) await this.announce(id, until);
      this.em.clear();
    }
  }

  private announce(id: string, until: string): Promise<void> {
    return this.em.transactional(async (em) => {
      await this.holds.takeTurn();
      const document = await em.findOne(Document, { id, deletedAt: null, archivedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      if (document?.expiresOn && document.expiresOn <= until) await this.renewals.open(document);
    });
  }
}
