import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { DecideOnVersionBody } from '@kairos/contracts';
import { tenantQuery } from '@kairos/tenancy';
import { DocumentsOfTasks } from './documents-of-tasks.ts';
import { DocumentLinks } from '../document-links/document-links.repository.ts';
import { DecidedAlready, DocumentVersionNotFound, NotTheLatestVersion, UploaderDecides } from './document.errors.ts';
import { DocumentsRepository } from './documents.repository.ts';

type Found = { uploadedBy: string; decided: boolean };
const found = `select uploaded_by_user_id as "uploadedBy", exists (select from document_decision x where x.tenant_id = v.tenant_id and x.document_version_id = v.id) as decided
  from document_version v where document_id = $1 and id = $2`;

/** Approves or rejects the latest version of a document: once, and never by whoever uploaded it. */
@Injectable()
export class DecideOnVersionHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
    private readonly links: DocumentLinks,
    private readonly tasks: DocumentsOfTasks,
  ) {}

  @Transactional()
  async execute(documentId: string, documentVersionId: string, { decision, note: said }: DecideOnVersionBody, actor: Actor): Promise<void> {
    const document = await this.documents.load(documentId, actor);
    const [version] = await tenantQuery<Found>(this.em, found, [documentId, documentVersionId]);
    if (!version) throw new DocumentVersionNotFound();
    if (documentVersionId !== document.latestVersionId) throw new NotTheLatestVersion();
    if (version.uploadedBy === actor.userId) throw new UploaderDecides();
    if (version.decided) throw new DecidedAlready();
    const note = said ?? null;
    await this.tasks.minding(await this.links.taskIdsOf(documentId), actor, async () => {
      await this.em.execute('insert into document_decision (tenant_id, document_version_id, uploaded_by_user_id, decision, note, decided_by_user_id) values (?, ?, ?, ?, ?, ?)', [
        actor.tenantId, documentVersionId, version.uploadedBy, decision, note, actor.userId,
      ]);
      document.decide({ decision, note, byUserId: actor.userId });
    });
  }
}
