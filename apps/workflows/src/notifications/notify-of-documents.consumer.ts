import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may } from '@kairos/auth';
import { DocumentExpiring, DocumentStored, DocumentVersionAdded, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { tenantQuery } from '@kairos/tenancy';
import { daysBetween } from '../obligations/plain-date.calc.ts';
import { TenantDay } from '../tenant-day.ts';
import { Announcements } from './announcements.ts';

/** Tells whoever may approve documents that there is a version to decide on, and whoever may store them that one expires. */
@Injectable()
@Consumes('workflows-notify-of-documents', DocumentStored, DocumentVersionAdded, DocumentExpiring)
export class NotifyOfDocuments implements EventConsumer {
  constructor(
    private readonly em: EntityManager,
    private readonly announcements: Announcements,
    private readonly day: TenantDay,
  ) {}

  async handle(event: EventOf<typeof DocumentStored | typeof DocumentVersionAdded | typeof DocumentExpiring>): Promise<void> {
    const { data } = event;
    const { documentId: id, name: documentTitle, plantIds } = data;
    const about = { plantIds, subject: { kind: 'document', id }, link: `/api/v1/workflows/documents/${id}` } as const;
    if ('uploadedByUserId' in data) {
      if (!(await this.awaitsDecision(id))) return;
      return this.announcements.announce(event, { ...about, template: 'document_uploaded', parameters: { documentTitle }, isFor: (member) => may(member, 'documents.document.approve') && member.userId !== data.uploadedByUserId });
    }
    if (data.expiresOn === null) return;
    const parameters = { documentTitle, expiresOn: data.expiresOn, daysLeft: daysBetween(await this.day.today(), data.expiresOn) };
    await this.announcements.announce(event, { ...about, template: 'document_expiring', parameters, isFor: (member) => may(member, 'documents.document.write') });
  }

  private async awaitsDecision(documentId: string): Promise<boolean> {
    const [found] = await tenantQuery(this.em, 'select from document where id = $1 and deleted_at is null and approval_required and approved_version_id is distinct from latest_version_id', [documentId]);
    return found !== undefined;
  }
}
