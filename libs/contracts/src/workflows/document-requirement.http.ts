import { z } from 'zod';
import { DeadlineId, DocumentId, DocumentVersionId, PlantId, WorkflowId, WorkflowTaskId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { LocalText } from './local-text.ts';
import { DocumentCategory } from './obligation.ts';

/**
 * How it stands with a document that something asks for. `tooOld`: it is older than it may be when it is handed in; `toApprove`: it waits for the
 * approval that it wants.
 */
export const requirementStatuses = ['satisfied', 'missing', 'toApprove', 'rejected', 'tooOld', 'expired'] as const;
export const RequirementStatus = z.enum(requirementStatuses);
export type RequirementStatus = z.infer<typeof RequirementStatus>;

/** A document that a task, workflow or deadline asks for, and the version that is it or comes closest. */
export const RequirementView = z.object({
  code: z.string(),
  title: LocalText,
  category: DocumentCategory,
  /** A task is completed once each required one is satisfied; the others are good to have. */
  required: z.boolean(),
  maxAgeDays: z.int().nullable(),
  status: RequirementStatus,
  document: z.object({ documentId: DocumentId, documentVersionId: DocumentVersionId, name: z.string(), issuedOn: PlainDate, expiresOn: PlainDate.nullable() }).nullable(),
});
export type RequirementView = z.infer<typeof RequirementView>;

/** `complete`: every required one is satisfied. */
export const RequirementList = z.object({ complete: z.boolean(), items: z.array(RequirementView) });
export type RequirementList = z.infer<typeof RequirementList>;

/** What asks for a document. */
export const RequirementOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('task'), taskId: WorkflowTaskId, workflowId: WorkflowId, title: LocalText, dueOn: PlainDate.nullable() }),
  z.object({ kind: z.literal('workflow'), workflowId: WorkflowId, title: LocalText, dueOn: PlainDate.nullable() }),
  z.object({ kind: z.literal('deadline'), deadlineId: DeadlineId, title: LocalText, dueOn: PlainDate.nullable() }),
]);
export type RequirementOf = z.infer<typeof RequirementOf>;

/** What the open tasks, workflows and deadlines of a plant ask for and lack, and what of it has expired; what falls due first stands first. */
export const MissingDocumentList = z.object({
  plantId: PlantId,
  items: z.array(RequirementView.extend({ of: RequirementOf })),
  expired: z.array(z.object({ documentId: DocumentId, documentVersionId: DocumentVersionId, name: z.string(), category: DocumentCategory, expiresOn: PlainDate })),
});
export type MissingDocumentList = z.infer<typeof MissingDocumentList>;
