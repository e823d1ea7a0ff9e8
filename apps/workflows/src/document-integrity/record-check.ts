import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope } from '@kairos/auth';
import type { DocumentFinding } from '@kairos/contracts';
import type { StoredContent } from '@kairos/service-kit/file-store';
import { FileStore, takeTurnAtContent } from '@kairos/service-kit/file-store';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { Document } from '../documents/document.entity.ts';
import { documentsPath } from '../documents/document-view.calc.ts';
import { maySee, MembersRepository } from '../notifications/members.repository.ts';
import { NotificationsRepository, type Notice } from '../notifications/notifications.repository.ts';
import { checkContent, type ContentCheck } from './check-content.ts';

type Version = { id: string; documentId: string; number: number };

/** Checks a content and keeps what was found. What is found for the first time is told: an event for each document, and whoever looks after documents. */
@Injectable()
export class RecordCheck {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly members: MembersRepository,
    private readonly notifications: NotificationsRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns undefined when the content was disposed of meanwhile */
  async of(content: StoredContent, signal?: AbortSignal): Promise<(ContentCheck & { checkedAt: Date }) | undefined> {
    const check = await checkContent(this.store, currentTenantId(), content, signal);
    const checkedAt = this.clock.now();
    const kept = await this.em.fork().transactional((em) => this.keep(em, content.sha256, check, checkedAt));
    return kept ? { ...check, checkedAt } : undefined;
  }

  private async keep(em: EntityManager, sha256: string, { finding, foundSha256 }: ContentCheck, checkedAt: Date): Promise<boolean> {
    const tenantId = currentTenantId();
    await takeTurnAtContent(em, tenantId, sha256);
    const [content] = await em.execute<{ known: string | null }[]>('select (select k.finding from document_check k where k.tenant_id = c.tenant_id and k.sha256 = c.sha256) as known from document_content c where c.sha256 = ?', [sha256]);
    if (!content) return false;
    await em.execute(
      `insert into document_check (tenant_id, sha256, checked_at, finding, found_at, found_sha256) values (?, ?, ?, ?, ?, ?)
       on conflict (tenant_id, sha256) do update set checked_at = excluded.checked_at, finding = excluded.finding, found_sha256 = excluded.found_sha256,
         found_at = case when document_check.finding = excluded.finding then document_check.found_at else excluded.found_at end`,
      [tenantId, sha256, checkedAt, finding, finding && checkedAt, foundSha256],
    );
    if (finding && content.known !== finding) await this.tell(sha256, { finding, foundSha256 }, { em, at: checkedAt });
    return true;
  }

  private async tell(sha256: string, check: { finding: DocumentFinding; foundSha256: string | null }, { em, at }: { em: EntityManager; at: Date }): Promise<void> {
    const versions = await tenantQuery<Version>(this.em, 'select id, document_id as "documentId", number from document_version where sha256 = $1 order by id', [sha256]);
    const documents = new Map((await em.find(Document, { id: { $in: versions.map(({ documentId }) => documentId) } })).map((document) => [document.id, document]));
    const userIds = (await this.members.notifiable()).filter((member) => plantScope(member) === null && maySee(member, { permission: 'documents.retention.manage', plantId: null })).map(({ userId }) => userId);
    const notices = versions.flatMap((version): Notice[] => {
      const document = documents.get(version.documentId);
      document?.tellDamage({ versionId: version.id, sha256, ...check });
      return document && !document.deletedAt ? [noticeOf(document, version, check.finding, { at, userIds })] : [];
    });
    await this.notifications.raise(notices);
  }
}

const damage = {
  missing: { en: 'is no longer in the store', it: 'non è più in archivio' },
  changed: { en: 'is no longer what was stored: its SHA-256 differs', it: 'non è più quella archiviata: il suo SHA-256 è diverso' },
};

function noticeOf({ id, name }: Document, version: Version, finding: DocumentFinding, { at, userIds }: { at: Date; userIds: string[] }): Notice {
  return {
    template: 'document_damaged', parameters: { documentName: name, versionNumber: String(version.number), damage: damage[finding] }, plantId: null, subject: { kind: 'document', id }, link: `${documentsPath}/${id}`,
    reason: `damage ${version.id} ${at.toISOString()}`, userIds,
  };
}
