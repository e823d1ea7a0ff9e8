import { z } from 'zod';
import { recordAuthorities } from '../assets/authority-records.ts';
import { locales } from '../identity/tenant.ts';
import { DocumentId, DocumentVersionId, PlantId, UserId, WorkflowId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { PlainText } from './document.ts';
import { LocalText } from './local-text.ts';
import { DocumentCategory } from './obligation.ts';
import { TemplateCode } from './workflow-kinds.ts';

/**
 * `filled`: there is a value. `empty`: there is such a field, and nothing in it. `unknown`: there is no such field. `withheld`: it stands on the registry card or an
 * authority record of the plant, which the caller may not read.
 */
export const TemplateVariable = z.object({
  /** As it stands in the template: `plant.code`, `registryCard.gaudiCode`, `authority.dso.podCode`, `task.connection-request.practice-number`, `today`. */
  name: z.string(),
  status: z.enum(['filled', 'empty', 'unknown', 'withheld']),
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

export const templateFormats = ['docx', 'pdf'] as const;
export const TemplateFormat = z.enum(templateFormats);
export type TemplateFormat = z.infer<typeof TemplateFormat>;

/** `bundled`: it ships with the product, and `id` names it. `own`: a document of the tenant with the tag `template`, by its id and latest version. */
const BundledTemplateSummary = z.object({
  origin: z.literal('bundled'), id: TemplateCode, version: z.int().positive(), title: LocalText, description: LocalText, category: DocumentCategory, formats: z.array(TemplateFormat),
});
const OwnTemplateSummary = z.object({ origin: z.literal('own'), documentId: DocumentId, documentVersionId: DocumentVersionId, name: z.string(), category: DocumentCategory, formats: z.array(TemplateFormat) });
/** The newest hundred of the tenant's own; `GET …/documents?tag=template` pages through all. */
export const DocumentTemplateList = z.object({ items: z.array(z.discriminatedUnion('origin', [BundledTemplateSummary, OwnTemplateSummary])) });
export type DocumentTemplateList = z.infer<typeof DocumentTemplateList>;

export const PreviewBundledTemplateQuery = PreviewTemplateQuery.omit({ locale: true });
export type PreviewBundledTemplateQuery = z.infer<typeof PreviewBundledTemplateQuery>;
/** Without a name it is called like the template and the plant, without a category it has that of the template. */
export const FillBundledTemplateBody = FillTemplateBody.omit({ locale: true }).extend({ name: PlainText(200).optional(), category: DocumentCategory.optional(), format: TemplateFormat.default('pdf') });
export type FillBundledTemplateBody = z.infer<typeof FillBundledTemplateBody>;

/** A plant, its registry card or the record of an authority, and the version of it that a document was filled with. */
export const FillingSource = z.object({ kind: z.enum(['plant', 'registry-card', ...recordAuthorities]), version: z.int().positive() });
export type FillingSource = z.infer<typeof FillingSource>;

/** What a version was made from; null where it was uploaded. */
export const VersionProvenance = z.object({
  generated: z
    .object({
      /** Null where it was made of a template that ships with the product, which `bundled` names then. */
      templateDocumentId: DocumentId.nullable(),
      templateVersionId: DocumentVersionId.nullable(),
      bundled: z.object({ id: TemplateCode, version: z.int().positive() }).nullable(),
      templateSha256: z.string(),
      plantId: PlantId,
      workflowId: WorkflowId.nullable(),
      locale: z.enum(locales),
      values: z.array(TemplateVariable),
      /** Of the values as JSON, in their order. */
      valuesSha256: z.string(),
      /** Which versions of the plant, its card and its records were known; those that hold nothing are missing. None for documents filled before this was noted. */
      sources: z.array(FillingSource),
      generatedByUserId: UserId,
      generatedAt: Instant,
    })
    .nullable(),
});
export type VersionProvenance = z.infer<typeof VersionProvenance>;
