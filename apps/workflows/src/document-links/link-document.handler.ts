import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { LinkDocumentBody } from '@kairos/contracts';
import { StandingHolds } from '../legal-holds/standing-holds.ts';
import { DocumentsOfTasks } from '../documents/documents-of-tasks.ts';
import { DocumentLinks, tasksAmong } from './document-links.repository.ts';
import { DocumentsRepository } from '../documents/documents.repository.ts';

@Injectable()
export class LinkDocumentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
    private readonly links: DocumentLinks,
    private readonly tasks: DocumentsOfTasks,
    private readonly holds: StandingHolds,
  ) {}

  @Transactional()
  async execute(documentId: string, target: LinkDocumentBody, actor: Actor): Promise<void> {
    await this.holds.takeTurn();
    const document = await this.documents.load(documentId, actor);
    const link = await this.links.resolve(target, actor);
    await this.tasks.minding(tasksAmong([link]), actor, async () => {
      await this.links.add(documentId, link);
      document.relink(this.links.demandSight(await this.links.of(documentId), actor));
    });
  }
}
