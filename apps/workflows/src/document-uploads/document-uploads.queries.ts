import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { DocumentUploadView } from '@kairos/contracts';
import { isOwnUpload, UploadSessionNotFound, uploadState } from '@kairos/service-kit/uploads';
import { tenantQuery, toInstant } from '@kairos/tenancy';

type Row = Omit<DocumentUploadView, 'receivedBytes' | 'totalBytes' | 'createdAt' | 'expiresAt'> & { receivedBytes: string; totalBytes: string; createdAt: string; expiresAt: string };

@Injectable()
export class DocumentUploadsQueries {
  constructor(private readonly em: EntityManager) {}

  /** @throws UploadSessionNotFound for whoever did not begin it */
  async read(uploadId: string, actor: Actor): Promise<DocumentUploadView> {
    const [row] = await tenantQuery<Row>(
      this.em,
      `select id, file_name as "fileName", content_type as "contentType", ${uploadState} as state, received_bytes as "receivedBytes", total_bytes as "totalBytes", document_id as "documentId",
       document_version_id as "documentVersionId", failure, created_at as "createdAt", expires_at as "expiresAt" from upload_session where ${isOwnUpload} and id = $3`,
      [actor.userId, actor.apiKeyId ?? null, uploadId],
    );
    if (!row) throw new UploadSessionNotFound();
    return { ...row, receivedBytes: Number(row.receivedBytes), totalBytes: Number(row.totalBytes), createdAt: toInstant(row.createdAt), expiresAt: toInstant(row.expiresAt) } as DocumentUploadView;
  }
}
