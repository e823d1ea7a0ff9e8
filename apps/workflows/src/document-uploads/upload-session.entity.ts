import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { v7 as newId } from 'uuid';
import type { BeginDocumentUploadQuery } from '@kairos/contracts';

const UploadSessionSchema = defineEntity({
  name: 'UploadSession',
  tableName: 'upload_session',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    userId: p.uuid(),
    apiKeyId: p.uuid().nullable(),
    fileName: p.string(),
    contentType: p.string(),
    totalBytes: p.bigint('number'),
    facts: p.json<BeginDocumentUploadQuery>(),
    state: p.enum(['open', 'completed', 'failed', 'cancelled']),
    documentId: p.uuid().nullable(),
    documentVersionId: p.uuid().nullable(),
    failure: p.json<{ code: string; detail: string }>().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
});

export type BegunUpload = { tenantId: string; userId: string; apiKeyId: string | null; fileName: string; contentType: string; totalBytes: number; facts: BeginDocumentUploadQuery; expiresAt: Date };

/** An upload of a document that may take several requests. How far it has come is not part of it: that is written piece by piece. */
export class UploadSession extends UploadSessionSchema.class {
  static begin(begun: BegunUpload): UploadSession {
    return Object.assign(new UploadSession(), {
      ...begun, id: newId(), state: 'open', documentId: null, documentVersionId: null, failure: null, createdAt: new Date(), endedAt: null, version: 1,
    } satisfies RequiredEntityData<UploadSession>);
  }

  complete(documentId: string, documentVersionId: string): void {
    this.end('completed');
    this.documentId = documentId;
    this.documentVersionId = documentVersionId;
  }

  fail(failure: { code: string; detail: string }): void {
    this.end('failed');
    this.failure = failure;
  }

  cancel(): void {
    this.end('cancelled');
  }

  private end(state: 'completed' | 'failed' | 'cancelled'): void {
    this.state = state;
    this.endedAt = new Date();
  }
}
UploadSessionSchema.setClass(UploadSession);
