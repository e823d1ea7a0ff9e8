import { z } from 'zod';
import { DocumentId, DocumentVersionId, PlantId, SubmissionPackId, TenantId, UserId, WorkflowId, WorkflowTaskId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { DocumentStatus } from './document.ts';
import { RequirementStatus } from './document-requirement.http.ts';
import { LocalText } from './local-text.ts';
import { DocumentCategory } from './obligation.ts';
import { TemplateReference } from './workflow.ts';

/**
 * `refuse`: no pack while a required document is missing. `mark`: the manifest says what is. Of a task: its documents alone. `documentIds`: these of them; a required
 * one that is left out is missing.
 */
export const MakeSubmissionPackBody = z.strictObject({ missing: z.enum(['refuse', 'mark']).default('refuse'), taskId: WorkflowTaskId.optional(), documentIds: z.array(DocumentId).min(1).max(2000).optional() });
export type MakeSubmissionPackBody = z.infer<typeof MakeSubmissionPackBody>;

/** A required document that is unmet, and how it stands with it. */
export const MissingDocument = z.object({ code: z.string(), title: LocalText, category: DocumentCategory, status: RequirementStatus });
export type MissingDocument = z.infer<typeof MissingDocument>;

/** One file of the archive. */
export const PackedDocument = z.object({
  /** Where it stands in the archive. */
  path: z.string(),
  documentId: DocumentId,
  documentVersionId: DocumentVersionId,
  versionNumber: z.int().positive(),
  name: z.string(),
  category: DocumentCategory,
  status: DocumentStatus,
  fileName: z.string(),
  mediaType: z.string(),
  byteSize: z.int().positive(),
  sha256: z.string(),
  expiresOn: PlainDate.nullable(),
  uploadedByUserId: UserId,
  uploadedAt: Instant,
  /** Who approved this version; null where nobody did. */
  approvedByUserId: UserId.nullable(),
  approvedAt: Instant.nullable(),
});
export type PackedDocument = z.infer<typeof PackedDocument>;

/** `manifest.json` of the archive. `SHA256SUMS` beside it is for `sha256sum -c`. */
export const SubmissionManifest = z.object({
  format: z.literal('kairos.submission-pack.v1'),
  packId: SubmissionPackId,
  tenantId: TenantId,
  workflow: z.object({ id: WorkflowId, name: z.string(), template: TemplateReference.nullable() }),
  task: z.object({ id: WorkflowTaskId, title: LocalText }).nullable(),
  plant: z.object({ id: PlantId, code: z.string().nullable(), name: z.string().nullable() }),
  madeByUserId: UserId,
  madeAt: Instant,
  documents: z.array(PackedDocument),
  missing: z.array(MissingDocument),
});
export type SubmissionManifest = z.infer<typeof SubmissionManifest>;

export const SubmissionPackView = z.object({
  id: SubmissionPackId,
  workflowId: WorkflowId,
  taskId: WorkflowTaskId.nullable(),
  plantId: PlantId,
  manifestSha256: z.string(),
  documentCount: z.int().positive(),
  /** Of its documents together. */
  byteSize: z.int().positive(),
  missing: z.array(MissingDocument),
  madeByUserId: UserId,
  madeAt: Instant,
});
export type SubmissionPackView = z.infer<typeof SubmissionPackView>;
export const SubmissionPackPage = pageOf(SubmissionPackView);
export type SubmissionPackPage = z.infer<typeof SubmissionPackPage>;
/** Newest first. */
export const ListSubmissionPacksQuery = PageQuery.strict();
export type ListSubmissionPacksQuery = z.infer<typeof ListSubmissionPacksQuery>;
