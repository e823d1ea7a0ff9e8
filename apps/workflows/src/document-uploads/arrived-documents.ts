import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { DocumentCategory } from '@kairos/contracts';
import { ArrivedUploads, type Standing } from '@kairos/service-kit/uploads';
import { AddDocumentVersionHandler } from '../documents/add-document-version.handler.ts';
import { DocumentShelf } from '../documents/document-shelf.ts';
import { DocumentsQueries } from '../documents/documents.queries.ts';
import { UploadSession } from './upload-session.entity.ts';

/** Makes a document, or a version of one, of an upload that has arrived in full, by the same rules as of one that came in a single request. */
@Injectable()
export class ArrivedDocuments extends ArrivedUploads<UploadSession> {
  override readonly expiry = 'workflows.document-upload.expire';

  constructor(
    private readonly em: EntityManager,
    private readonly shelf: DocumentShelf,
    private readonly versions: AddDocumentVersionHandler,
    private readonly documents: DocumentsQueries,
  ) {
    super();
  }

  override lock(uploadId: string): Promise<UploadSession> {
    return this.em.findOneOrFail(UploadSession, { id: uploadId }, { refresh: true, lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  override async takeIn({ id, fileName, totalBytes }: Standing, content: AsyncIterable<Uint8Array>, actor: Actor): Promise<(session: UploadSession) => void> {
    const { documentId: ofDocument, category, ...facts } = await this.em.transactional(async (em) => (await em.findOneOrFail(UploadSession, { id })).facts);
    const incoming = { fileName, announcedBytes: totalBytes, content };
    if (ofDocument !== undefined) {
      const { documentVersionId } = await this.versions.execute(ofDocument, facts, incoming, actor);
      return (session) => session.complete(ofDocument, documentVersionId);
    }
    const documentId = await this.shelf.store({ ...facts, category: DocumentCategory.parse(category) }, incoming, actor);
    const { latestVersion } = await this.documents.read(documentId, actor);
    return (session) => session.complete(documentId, latestVersion.id);
  }
}
