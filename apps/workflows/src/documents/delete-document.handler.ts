import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { DocumentProtection } from './document-protection.ts';
import { DocumentsRepository } from './documents.repository.ts';

/** Hides a document whose retention is over and that no hold keeps. Its rows and bytes go when somebody approves their disposal. */
@Injectable()
export class DeleteDocumentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
    private readonly protection: DocumentProtection,
  ) {}

  @Transactional()
  async execute(documentId: string, expectedVersion: number, actor: Actor): Promise<void> {
    const document = await this.documents.load(documentId, actor);
    expectVersion(document.version, expectedVersion);
    await this.protection.demandNone(document, actor);
    document.delete(actor.userId);
  }
}
