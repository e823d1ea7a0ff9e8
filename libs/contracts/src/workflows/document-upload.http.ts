import { z } from 'zod';
import { DocumentId, DocumentUploadId, DocumentVersionId } from '../ids.ts';
import { UploadState } from '../intake/upload-session.http.ts';
import { Instant } from '../primitives.ts';
import { StoreDocumentQuery } from './document.http.ts';

const ofVersions = new Set(['documentId', 'note', 'issuedOn', 'expiresOn']);

/** What is said of a document that comes in several requests; with `documentId` it is another version of that one. The name of the file stands in `Upload-Metadata`. */
export const BeginDocumentUploadQuery = StoreDocumentQuery.omit({ fileName: true })
  .partial({ category: true })
  .extend({ documentId: DocumentId.optional() })
  .refine((query) => (query.documentId === undefined ? query.category !== undefined : Object.keys(query).every((name) => ofVersions.has(name))), 'must name a category; or documentId, and of the rest note, issuedOn and expiresOn alone');
export type BeginDocumentUploadQuery = z.infer<typeof BeginDocumentUploadQuery>;

/** An upload of a document that can be resumed by the tus protocol. Once it is completed it names its document and version. */
export const DocumentUploadView = z.object({
  id: DocumentUploadId,
  fileName: z.string(),
  contentType: z.string(),
  state: UploadState,
  receivedBytes: z.int().nonnegative(),
  totalBytes: z.int().positive(),
  documentId: DocumentId.nullable(),
  documentVersionId: DocumentVersionId.nullable(),
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  createdAt: Instant,
  expiresAt: Instant,
});
export type DocumentUploadView = z.infer<typeof DocumentUploadView>;
