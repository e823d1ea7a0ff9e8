import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { Clock } from '../clock.port.ts';
import type { ArrivedContent } from '../document-content/document-intake.ts';
import { Document, type NewVersion } from './document.entity.ts';
import { DocumentNotFound } from './document.errors.ts';

export type StoredVersion = NewVersion & ArrivedContent & { number: number; note: string | null; issuedOn: string | null; expiresOn: string | null };

@Injectable()
export class DocumentsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** A document that the caller reaches, locked until the transaction ends. */
  async load(documentId: string, actor: Actor): Promise<Document> {
    const document = await this.em.findOne(Document, { id: documentId, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (!document || !reachesDocument(actor, document)) throw new DocumentNotFound();
    return document;
  }

  /** After the document itself is flushed: a version names it. */
  async insertVersion({ tenantId, id: documentId }: Document, version: StoredVersion): Promise<void> {
    const { id, number, fileName, fileType, sha256, byteSize, note, issuedOn, expiresOn, uploadedByUserId } = version;
    await this.em.flush();
    await this.em.execute(
      `insert into document_version (id, tenant_id, document_id, number, file_name, file_type, sha256, byte_size, note, issued_on, expires_on, uploaded_by_user_id, uploaded_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [id, tenantId, documentId, number, fileName, fileType, sha256, byteSize, note, issuedOn, expiresOn, uploadedByUserId, this.clock.now()],
    );
  }
}

function reachesDocument(actor: Actor, { plantIds }: Pick<Document, 'plantIds'>): boolean {
  const reached = plantScope(actor);
  return reached === null || plantIds.some((plantId) => reached.includes(plantId));
}
