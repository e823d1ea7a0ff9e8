import { z } from 'zod';
import { DocumentId, LegalHoldId, PlantId, UserId, WorkflowId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { PlainText } from './document.ts';

export const LegalHoldView = z.object({
  id: LegalHoldId,
  title: z.string(),
  reason: z.string(),
  plantIds: z.array(PlantId),
  workflowIds: z.array(WorkflowId),
  /** How many documents it has come to hold. */
  documentCount: z.int().nonnegative(),
  placedByUserId: UserId,
  placedAt: Instant,
  releasedAt: Instant.nullable(),
  releasedByUserId: UserId.nullable(),
  releaseReason: z.string().nullable(),
  version: z.int().positive(),
});
export type LegalHoldView = z.infer<typeof LegalHoldView>;
export const LegalHoldPage = pageOf(LegalHoldView);
export type LegalHoldPage = z.infer<typeof LegalHoldPage>;

/** Documents by name, and all that is linked to plants and workflows, now or while the hold stands. */
export const PlaceLegalHoldBody = z
  .strictObject({
    title: PlainText(200),
    reason: PlainText(1000),
    documentIds: z.array(DocumentId).max(500).default([]),
    plantIds: z.array(PlantId).max(100).default([]),
    workflowIds: z.array(WorkflowId).max(100).default([]),
  })
  .refine(({ documentIds, plantIds, workflowIds }) => documentIds.length + plantIds.length + workflowIds.length > 0, 'must name documents, plants or workflows');
export type PlaceLegalHoldBody = z.infer<typeof PlaceLegalHoldBody>;

export const ReleaseLegalHoldBody = z.strictObject({ reason: PlainText(1000) });
export type ReleaseLegalHoldBody = z.infer<typeof ReleaseLegalHoldBody>;

const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');
/** Newest first. */
export const ListLegalHoldsQuery = PageQuery.extend({ documentId: DocumentId.optional(), standing: Flag.optional() }).strict();
export type ListLegalHoldsQuery = z.infer<typeof ListLegalHoldsQuery>;

/** Disposed of: `name` is null. */
export const HeldDocument = z.object({ documentId: DocumentId, name: z.string().nullable(), heldSince: Instant });
export type HeldDocument = z.infer<typeof HeldDocument>;
export const HeldDocumentPage = pageOf(HeldDocument);
export type HeldDocumentPage = z.infer<typeof HeldDocumentPage>;
export const ListHeldDocumentsQuery = PageQuery.strict();
export type ListHeldDocumentsQuery = z.infer<typeof ListHeldDocumentsQuery>;
