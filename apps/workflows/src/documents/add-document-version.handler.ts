import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import type { Actor } from '@kairos/auth';
import type { AddDocumentVersionQuery } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { DocumentIntake, type IncomingDocument } from '../document-content/document-intake.ts';
import { RetentionPeriods } from '../retention/retention-periods.ts';
import { TenantDay } from '../tenant-day.ts';
import { DocumentsOfTasks } from './documents-of-tasks.ts';
import { DocumentRenewals } from '../document-renewals/document-renewals.ts';
import { DocumentLinks } from '../document-links/document-links.repository.ts';
import { DocumentsRepository } from './documents.repository.ts';

export type AddedVersion = { documentVersionId: string; recognised: boolean };

/** Adds a version, which is the latest from then on. The bytes that the latest has already make no other. */
@Injectable()
export class AddDocumentVersionHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly intake: DocumentIntake,
    private readonly documents: DocumentsRepository,
    private readonly retention: RetentionPeriods,
    private readonly day: TenantDay,
    private readonly links: DocumentLinks,
    private readonly tasks: DocumentsOfTasks,
    private readonly renewals: DocumentRenewals,
  ) {}

  async execute(documentId: string, { note, issuedOn, expiresOn }: Omit<AddDocumentVersionQuery, 'fileName'>, incoming: IncomingDocument, actor: Actor): Promise<AddedVersion> {
    await this.em.transactional(() => this.documents.load(documentId, actor));
    return this.intake.take(incoming, async (arrived) => {
      const document = await this.documents.load(documentId, actor);
      const [latest] = await tenantQuery<{ sha256: string }>(this.em, 'select sha256 from document_version where id = $1', [document.latestVersionId]);
      if (latest?.sha256 === arrived.sha256 && (expiresOn === undefined || expiresOn === document.expiresOn)) return { documentVersionId: document.latestVersionId, recognised: true };
      const version = { ...arrived, id: newId(), number: document.latestVersionNumber + 1, note: note ?? null, issuedOn: issuedOn ?? null, expiresOn: expiresOn ?? document.expiresOn ?? null, uploadedByUserId: actor.userId };
      await this.tasks.minding(await this.links.taskIdsOf(documentId), actor, async () => {
        document.retain((await this.retention.ofNew({ category: document.category, expiresOn: version.expiresOn }, await this.day.today())).until);
        document.addVersion(version, expiresOn);
        await this.documents.insertVersion(document, version);
        await this.renewals.close(document, actor);
      });
      return { documentVersionId: version.id, recognised: false };
    });
  }
}
