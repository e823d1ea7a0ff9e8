import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeDocumentBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { DocumentsRepository } from './documents.repository.ts';

@Injectable()
export class ChangeDocumentHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly documents: DocumentsRepository,
  ) {}

  @Transactional()
  async execute(documentId: string, body: ChangeDocumentBody, expectedVersion: number, actor: Actor): Promise<void> {
    const document = await this.documents.load(documentId, actor);
    expectVersion(document.version, expectedVersion);
    document.change(body);
  }
}
