import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { DocumentsRepository } from './documents.repository.ts';

/** Hides a document. Its rows and bytes go when nothing keeps them any more. */
@Injectable()
export class DeleteDocumentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
  ) {}

  @Transactional()
  async execute(documentId: string, expectedVersion: number, actor: Actor): Promise<void> {
    const document = await this.documents.load(documentId, actor);
    expectVersion(document.version, expectedVersion);
    document.delete(actor.userId);
  }
}
