import { z } from 'zod';
import { PlantId } from '../ids.ts';
import { DecimalString, Kilowatts } from '../primitives.ts';
import { Why } from './predicate.ts';
import { TemplateCode, WorkflowPhase, WorkflowPurpose } from './workflow-kinds.ts';
import { WorkflowTemplate } from './workflow-template.ts';

/** The newest version, and every version there is. */
export const WorkflowTemplateSummary = WorkflowTemplate.pick({
  id: true, version: true, title: true, description: true, purpose: true, phase: true, type: true, category: true, durationDays: true, plantTypes: true, minKw: true, maxKw: true,
  recursWith: true, authorities: true,
}).extend({ versions: z.array(z.int()), stageCount: z.int(), taskCount: z.int() });
export type WorkflowTemplateSummary = z.infer<typeof WorkflowTemplateSummary>;
export const WorkflowTemplateList = z.object({ items: z.array(WorkflowTemplateSummary) });
export type WorkflowTemplateList = z.infer<typeof WorkflowTemplateList>;

export const ListWorkflowTemplatesQuery = z.strictObject({ purpose: WorkflowPurpose.optional(), phase: WorkflowPhase.optional() });
export type ListWorkflowTemplatesQuery = z.infer<typeof ListWorkflowTemplatesQuery>;

export const TemplateVersion = z.coerce.number().int().min(1).max(9999);

export const ApplicableTemplatesQuery = z.strictObject({ plantId: PlantId, purpose: WorkflowPurpose.optional(), phase: WorkflowPhase.optional() });
export type ApplicableTemplatesQuery = z.infer<typeof ApplicableTemplatesQuery>;

/** A task as it would come out for the plant: whether it applies, and the predicate and values that decided. */
export const ApplicableTask = z.object({ code: TemplateCode, applies: z.boolean(), why: Why.nullable(), unmet: z.array(z.string()) });
export type ApplicableTask = z.infer<typeof ApplicableTask>;

/** `chosenFirst`: of the templates of its phase that apply, the one to take. */
export const ApplicableTemplate = WorkflowTemplateSummary.extend({ why: Why.nullable(), chosenFirst: z.boolean(), tasks: z.array(ApplicableTask) });
export type ApplicableTemplate = z.infer<typeof ApplicableTemplate>;
/** What applies, and what does not, with what it lacks. */
export const ApplicableTemplates = z.object({
  plantId: PlantId,
  items: z.array(ApplicableTemplate),
  excluded: z.array(z.object({ id: TemplateCode, version: z.int(), why: Why.nullable(), unmet: z.array(z.string()) })),
});
export type ApplicableTemplates = z.infer<typeof ApplicableTemplates>;

export const QuoteFeeQuery = z.strictObject({ capacityKw: Kilowatts });
export type QuoteFeeQuery = z.infer<typeof QuoteFeeQuery>;
export const QuoteFee = z.object({ table: TemplateCode, version: z.int(), capacityKw: Kilowatts, feeEur: DecimalString, vatPercent: DecimalString, feeWithVatEur: DecimalString });
export type QuoteFee = z.infer<typeof QuoteFee>;
