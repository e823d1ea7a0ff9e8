import { z } from 'zod';
import { DisposalListId, DocumentId, DocumentVersionId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { PlainText } from './document.ts';
import { DocumentCategory } from './obligation.ts';

/** `approved`: it is being carried out; what a process that ended left is done by the next. */
export const disposalListStatuses = ['proposed', 'approved', 'carriedOut', 'withdrawn'] as const;
export const DisposalListStatus = z.enum(disposalListStatuses);
export type DisposalListStatus = z.infer<typeof DisposalListStatus>;

const DisposalListSummary = z.object({
  id: DisposalListId,
  status: DisposalListStatus,
  reason: z.string(),
  documentCount: z.int().positive(),
  drawnUpByUserId: UserId,
  drawnUpAt: Instant,
  decidedByUserId: UserId.nullable(),
  decidedAt: Instant.nullable(),
  version: z.int().positive(),
});

/** `kept`: something had come in between, which `keptBecause` tells. */
export const DisposalItem = z.object({
  documentId: DocumentId,
  name: z.string(),
  category: DocumentCategory,
  retainUntil: PlainDate.nullable(),
  state: z.enum(['proposed', 'disposed', 'kept']),
  keptBecause: z.string().nullable(),
});

export const DisposalListView = DisposalListSummary.extend({ items: z.array(DisposalItem) });
export type DisposalListView = z.infer<typeof DisposalListView>;
export const DisposalListPage = pageOf(DisposalListSummary);
export type DisposalListPage = z.infer<typeof DisposalListPage>;

/** Without documents it takes those whose retention was over first, as many as a list holds. */
export const DrawUpDisposalListBody = z.strictObject({ reason: PlainText(1000), documentIds: z.array(DocumentId).min(1).max(200).optional() });
export type DrawUpDisposalListBody = z.infer<typeof DrawUpDisposalListBody>;
export const ListDisposalListsQuery = PageQuery.extend({ status: DisposalListStatus.optional() }).strict();
export type ListDisposalListsQuery = z.infer<typeof ListDisposalListsQuery>;

/** What is left of a version that was disposed of. `bytes`: gone, in use by another version, or still to be removed. */
export const DocumentTombstone = z.object({
  documentId: DocumentId,
  documentVersionId: DocumentVersionId,
  versionNumber: z.int().positive(),
  name: z.string(),
  category: DocumentCategory,
  fileName: z.string(),
  sha256: z.string(),
  byteSize: z.int().positive(),
  retainUntil: PlainDate.nullable(),
  reason: z.string(),
  disposalListId: DisposalListId,
  disposedByUserId: UserId,
  disposedAt: Instant,
  bytes: z.enum(['toBeRemoved', 'removed', 'inUse']),
});
export type DocumentTombstone = z.infer<typeof DocumentTombstone>;
export const DocumentTombstonePage = pageOf(DocumentTombstone);
export type DocumentTombstonePage = z.infer<typeof DocumentTombstonePage>;
export const ListDocumentTombstonesQuery = PageQuery.extend({ documentId: DocumentId.optional(), sha256: z.string().regex(/^[0-9a-f]{64}$/).optional() }).strict();
export type ListDocumentTombstonesQuery = z.infer<typeof ListDocumentTombstonesQuery>;
