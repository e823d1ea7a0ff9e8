import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { LinkDocumentBody } from '@kairos/contracts';
import { DocumentLinks } from './document-links.repository.ts';
import { DocumentsRepository } from './documents.repository.ts';

@Injectable()
export class LinkDocumentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
    private readonly links: DocumentLinks,
  ) {}

  @Transactional()
  async execute(documentId: string, target: LinkDocumentBody, actor: Actor): Promise<void> {
    const document = await this.documents.load(documentId, actor);
    await this.links.add(documentId, await this.links.resolve(target, actor));
    document.relink(this.links.demandSight(await this.links.of(documentId), actor));
  }
}
