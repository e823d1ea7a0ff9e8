import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { UploadSessionView } from '@kairos/contracts';
import type { Actor } from '@kairos/auth';
import { isOwnUpload, UploadSessionNotFound, uploadState } from '@kairos/service-kit/uploads';
import { tenantQuery, toInstant } from '@kairos/tenancy';

type Row = Omit<UploadSessionView, 'receivedBytes' | 'totalBytes' | 'createdAt' | 'expiresAt'> & { receivedBytes: string; totalBytes: string; createdAt: string; expiresAt: string };

@Injectable()
export class UploadSessionsQueries {
  constructor(private readonly em: EntityManager) {}

  async read(uploadId: string, actor: Actor): Promise<UploadSessionView> {
    const [row] = await tenantQuery<Row>(
      this.em,
      `select id, file_name as "fileName", content_type as "contentType", ${uploadState} as state, received_bytes as "receivedBytes", total_bytes as "totalBytes", source_file_id as "sourceFileId", recognised, failure,
       created_at as "createdAt", expires_at as "expiresAt" from upload_session where ${isOwnUpload} and id = $3`,
      [actor.userId, actor.apiKeyId ?? null, uploadId],
    );
    if (!row) throw new UploadSessionNotFound();
    return { ...row, receivedBytes: Number(row.receivedBytes), totalBytes: Number(row.totalBytes), createdAt: toInstant(row.createdAt), expiresAt: toInstant(row.expiresAt) } as UploadSessionView;
  }
}
