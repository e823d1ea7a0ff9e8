import { z } from 'zod';
import { DeadlineId, DocumentId, DocumentLinkId, DocumentVersionId, PlantId, UserId, WorkflowId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { DocumentDecision, DocumentFileType, DocumentLinkKind, DocumentStatus, DocumentTextStatus, PlainText } from './document.ts';
import { DocumentCategory } from './obligation.ts';

const Tag = PlainText(50);
const Tags = z.array(Tag).max(30);
/** Words by comma, in an address. */
const TagList = z.string().max(1600).transform((text) => text.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '')).pipe(Tags);
const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A file as it was uploaded. Nothing of it ever changes; its id stands in every link to it. */
export const DocumentVersionView = z.object({
  id: DocumentVersionId,
  documentId: DocumentId,
  /** 1, 2, 3… within its document. */
  number: z.int().positive(),
  fileName: z.string(),
  fileType: DocumentFileType,
  /** What the bytes are. */
  mediaType: z.string(),
  /** What the ending of the name says, where that is known; null where it says nothing. */
  namedMediaType: z.string().nullable(),
  sha256: z.string(),
  byteSize: z.int().positive(),
  note: z.string().nullable(),
  /** The day it was made out, where that was said. */
  issuedOn: PlainDate.nullable(),
  expiresOn: PlainDate.nullable(),
  uploadedByUserId: UserId,
  uploadedAt: Instant,
  /** Whether somebody else than the uploader approved it; null while nobody has decided. */
  decision: z.object({ decision: DocumentDecision, note: z.string().nullable(), decidedByUserId: UserId, decidedAt: Instant }).nullable(),
  /** Whether its text can be searched; `reason` says why not. */
  text: z.object({ status: DocumentTextStatus, reason: z.string().nullable() }),
  /** Where its bytes are, for ever. */
  contentPath: z.string(),
});
export type DocumentVersionView = z.infer<typeof DocumentVersionView>;

/** `workflowId`: of a workflow or task. `requirementCode`: which of the documents that the target asks for it is, where somebody said. */
export const DocumentLinkView = z.object({ id: DocumentLinkId, kind: DocumentLinkKind, targetId: z.uuid(), workflowId: WorkflowId.nullable(), requirementCode: z.string().nullable() });
export type DocumentLinkView = z.infer<typeof DocumentLinkView>;

export const DocumentSummary = z.object({
  id: DocumentId,
  name: z.string(),
  category: DocumentCategory,
  status: DocumentStatus,
  tags: z.array(z.string()),
  legalReferences: z.array(z.string()),
  approvalRequired: z.boolean(),
  expiresOn: PlainDate.nullable(),
  /** The document and its versions are kept at least until this day is over. */
  retainUntil: PlainDate.nullable(),
  /** A legal hold keeps it, whatever its retention. */
  onLegalHold: z.boolean(),
  archivedAt: Instant.nullable(),
  /** Since when it is told to expire; null where it is not, or has been renewed. */
  renewalAnnouncedAt: Instant.nullable(),
  createdByUserId: UserId,
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().positive(),
  latestVersion: DocumentVersionView,
});
export type DocumentSummary = z.infer<typeof DocumentSummary>;
export const DocumentPage = pageOf(DocumentSummary);
export type DocumentPage = z.infer<typeof DocumentPage>;

/** Links to plants that the reader does not see are left out. */
export const DocumentView = DocumentSummary.extend({ links: z.array(DocumentLinkView) });
export type DocumentView = z.infer<typeof DocumentView>;
export const DocumentVersionList = z.object({ items: z.array(DocumentVersionView) });
export type DocumentVersionList = z.infer<typeof DocumentVersionList>;

/** What is said of a file beside its bytes. A hostile `fileName` is made harmless, not refused. */
const Arriving = z.strictObject({ fileName: z.string().min(1).max(2000), note: PlainText(1000).optional(), issuedOn: PlainDate.optional(), expiresOn: PlainDate.optional() });
/** The code of a document that a task, workflow or deadline asks for. */
const RequirementCode = z.string().max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** Sent with the bytes as the body. Without `name` the document is called as the file is. */
export const StoreDocumentQuery = Arriving.extend({
  name: PlainText(200).optional(),
  category: DocumentCategory,
  tags: TagList.optional(),
  approvalRequired: Flag.optional(),
  plantId: PlantId.optional(),
  deadlineId: DeadlineId.optional(),
  workflowId: z.uuid().optional(),
  taskId: z.uuid().optional(),
  /** Which of the documents that the task asks for it is; or the workflow, or the deadline. */
  requirementCode: RequirementCode.optional(),
});
export type StoreDocumentQuery = z.infer<typeof StoreDocumentQuery>;

/** Sent with the bytes as the body. Without `expiresOn` the document keeps the date it has. */
export const AddDocumentVersionQuery = Arriving;
export type AddDocumentVersionQuery = z.infer<typeof AddDocumentVersionQuery>;

export const ChangeDocumentBody = z
  .strictObject({
    name: PlainText(200),
    category: DocumentCategory,
    tags: Tags,
    /** Laws and acts it rests on: `Art. 12 D.Lgs. 387/2003`. */
    legalReferences: z.array(PlainText(300)).max(30),
    expiresOn: PlainDate.nullable(),
    approvalRequired: z.boolean(),
    archived: z.boolean(),
  })
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'must name what to change');
export type ChangeDocumentBody = z.infer<typeof ChangeDocumentBody>;

export const DecideOnVersionBody = z.strictObject({ decision: DocumentDecision, note: PlainText(1000).optional() });
export type DecideOnVersionBody = z.infer<typeof DecideOnVersionBody>;

export const LinkDocumentBody = z.strictObject({ kind: DocumentLinkKind, targetId: z.uuid(), requirementCode: RequirementCode.optional() });
export type LinkDocumentBody = z.infer<typeof LinkDocumentBody>;

export const CorrectDocumentLinkBody = z.strictObject({ reason: PlainText(500) });
export type CorrectDocumentLinkBody = z.infer<typeof CorrectDocumentLinkBody>;

/** What documents are narrowed to; `fileType` is that of the latest version. */
const DocumentFilters = {
  category: DocumentCategory.optional(),
  fileType: DocumentFileType.optional(),
  status: DocumentStatus.optional(),
  tag: Tag.optional(),
  plantId: PlantId.optional(),
  deadlineId: DeadlineId.optional(),
  workflowId: z.uuid().optional(),
  taskId: z.uuid().optional(),
  expiringWithinDays: z.coerce.number().int().min(0).max(3653).optional(),
};

/** Newest first; with `expiringWithinDays` what expires first stands first, what has expired included. */
export const ListDocumentsQuery = PageQuery.extend(DocumentFilters).strict();
export type ListDocumentsQuery = z.infer<typeof ListDocumentsQuery>;

/** Words, `"a phrase"`, `or`, and `-without`; what matches best stands first. */
export const SearchDocumentsQuery = PageQuery.extend({
  q: z.string().trim().min(2).max(200).refine((text) => text.isWellFormed(), 'must be well-formed text'),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  ...DocumentFilters,
}).strict();
export type SearchDocumentsQuery = z.infer<typeof SearchDocumentsQuery>;

/** `snippet`: where its text matches, as HTML in which `<mark>` is around each word and nothing else is markup; null where name or tags match. */
export const DocumentHit = z.object({ document: DocumentSummary, rank: z.number(), snippet: z.string().nullable() });
export type DocumentHit = z.infer<typeof DocumentHit>;
export const DocumentSearchPage = pageOf(DocumentHit);
export type DocumentSearchPage = z.infer<typeof DocumentSearchPage>;

export const CountDocumentsQuery = z.strictObject({ plantId: PlantId.optional() });
export type CountDocumentsQuery = z.infer<typeof CountDocumentsQuery>;

/** How many a list would have. Those that expire within some days include what has expired, and nothing that is archived. */
export const DocumentCounts = z.object({
  all: z.int().nonnegative(),
  toApprove: z.int().nonnegative(),
  expired: z.int().nonnegative(),
  expiringWithin30Days: z.int().nonnegative(),
  expiringWithin60Days: z.int().nonnegative(),
  expiringWithin90Days: z.int().nonnegative(),
});
export type DocumentCounts = z.infer<typeof DocumentCounts>;
