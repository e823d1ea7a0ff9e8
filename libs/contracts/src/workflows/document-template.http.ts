import { z } from 'zod';
import { locales } from '../identity/tenant.ts';
import { DocumentId, DocumentVersionId, PlantId, UserId, WorkflowId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { PlainText } from './document.ts';
import { DocumentCategory } from './obligation.ts';

/** `filled`: there is a value. `empty`: there is such a field, and nothing in it. `unknown`: there is no such field. */
export const TemplateVariable = z.object({
  /** As it stands in the template: `plant.code`, `task.connection-request.practice-number`, `authority.dso.podCode`, `today`. */
  name: z.string(),
  status: z.enum(['filled', 'empty', 'unknown']),
  /** In the words of the language; null where there is none. */
  text: z.string().nullable(),
  /** The field it comes from: `plant_facts.code`, or the task that captured it; null where it is unknown. */
  origin: z.string().nullable(),
});
export type TemplateVariable = z.infer<typeof TemplateVariable>;

/** The variables of a version; none where it is no DOCX and no PDF with form fields. `available` are all that could stand in it. */
export const TemplateVariableList = z.object({ items: z.array(TemplateVariable), available: z.array(z.string()) });
export type TemplateVariableList = z.infer<typeof TemplateVariableList>;
/** Without a plant nothing is filled, and only what is known of any plant or workflow counts as known. */
export const PreviewTemplateQuery = z.strictObject({ plantId: PlantId.optional(), workflowId: WorkflowId.optional(), locale: z.enum(locales).default('it') });
export type PreviewTemplateQuery = z.infer<typeof PreviewTemplateQuery>;

/** `refuse`: no document while a variable has no value. `blank`: its place stays empty. With a workflow it is one of the plant. */
export const FillTemplateBody = z.strictObject({
  name: PlainText(200),
  category: DocumentCategory,
  plantId: PlantId,
  workflowId: WorkflowId.optional(),
  locale: z.enum(locales).default('it'),
  unresolved: z.enum(['refuse', 'blank']).default('refuse'),
  approvalRequired: z.boolean().default(false),
});
export type FillTemplateBody = z.infer<typeof FillTemplateBody>;

/** What a version was made from; null where it was uploaded. */
export const VersionProvenance = z.object({
  generated: z
    .object({
      templateDocumentId: DocumentId,
      templateVersionId: DocumentVersionId,
      templateSha256: z.string(),
      plantId: PlantId,
      workflowId: WorkflowId.nullable(),
      locale: z.enum(locales),
      values: z.array(TemplateVariable),
      /** Of the values as JSON, in their order. */
      valuesSha256: z.string(),
      generatedByUserId: UserId,
      generatedAt: Instant,
    })
    .nullable(),
});
export type VersionProvenance = z.infer<typeof VersionProvenance>;
