import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { DocumentLinks } from './document-links.repository.ts';
import { DocumentLinkNotFound } from './document.errors.ts';
import { DocumentsRepository } from './documents.repository.ts';

/** Takes a link away. A link to a plant that the caller does not see is not there for them. */
@Injectable()
export class UnlinkDocumentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
    private readonly links: DocumentLinks,
  ) {}

  @Transactional()
  async execute(documentId: string, linkId: string, actor: Actor): Promise<void> {
    const document = await this.documents.load(documentId, actor);
    const link = (await this.links.of(documentId)).find(({ id }) => id === linkId);
    if (!link || (link.plantId !== null && !reachesPlant(actor, link.plantId))) throw new DocumentLinkNotFound();
    await this.links.remove(documentId, linkId);
    document.relink(this.links.demandSight(await this.links.of(documentId), actor));
  }
}
