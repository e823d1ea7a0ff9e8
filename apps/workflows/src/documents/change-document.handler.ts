import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeDocumentBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { RetentionPeriods } from '../retention/retention-periods.ts';
import { DocumentsOfTasks } from './documents-of-tasks.ts';
import { DocumentRenewals } from '../document-renewals/document-renewals.ts';
import { DocumentLinks } from '../document-links/document-links.repository.ts';
import { DocumentIsRetained } from './document.errors.ts';
import { DocumentsRepository } from './documents.repository.ts';

@Injectable()
export class ChangeDocumentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
    private readonly retention: RetentionPeriods,
    private readonly links: DocumentLinks,
    private readonly tasks: DocumentsOfTasks,
    private readonly renewals: DocumentRenewals,
  ) {}

  @Transactional()
  async execute(documentId: string, body: ChangeDocumentBody, expectedVersion: number, actor: Actor): Promise<void> {
    const document = await this.documents.load(documentId, actor);
    expectVersion(document.version, expectedVersion);
    const { id, category = document.category, expiresOn = document.expiresOn } = { id: document.id, ...body };
    const promised = await this.retention.of(document);
    if (promised.isOpen && category !== document.category) throw new DocumentIsRetained(null, promised, 'its category stays until then');
    const { until } = await this.retention.of({ id, category, expiresOn: expiresOn ?? null });
    await this.tasks.minding(await this.links.taskIdsOf(documentId), actor, async () => {
      document.retain(promised.until);
      document.retain(until);
      document.change(body);
      if (body.expiresOn !== undefined) await this.renewals.close(document, actor);
    });
  }
}
