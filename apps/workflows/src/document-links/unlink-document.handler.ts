import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { RetentionPeriods } from '../retention/retention-periods.ts';
import { DocumentLinks, type ResolvedLink } from './document-links.repository.ts';
import type { Document } from '../documents/document.entity.ts';
import { DocumentIsRetained, DocumentLinkNotFound } from '../documents/document.errors.ts';
import { DocumentsRepository } from '../documents/documents.repository.ts';

/** Takes a link away. A link to a plant that the caller does not see is not there for them. */
@Injectable()
export class UnlinkDocumentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
    private readonly links: DocumentLinks,
    private readonly retention: RetentionPeriods,
  ) {}

  @Transactional()
  async execute(documentId: string, linkId: string, actor: Actor): Promise<void> {
    const document = await this.documents.load(documentId, actor);
    const link = (await this.links.of(documentId)).find(({ id }) => id === linkId);
    if (!link || (link.plantId !== null && !reachesPlant(actor, link.plantId))) throw new DocumentLinkNotFound();
    await this.keepPromise(document, link);
    await this.links.remove(documentId, linkId);
    document.relink(this.links.demandSight(await this.links.of(documentId), actor));
  }

  /** What is counted from the end of the workflow stays counted from it. @throws DocumentIsRetained while that goes on */
  private async keepPromise(document: Document, { kind }: ResolvedLink): Promise<void> {
    const period = await this.retention.of(document);
    if (period.isOpen && (kind === 'workflow' || kind === 'task')) throw new DocumentIsRetained(null, period, 'its link stays until then, unless it was a mistake that nothing relied on and is corrected');
    document.retain(period.until);
  }
}
