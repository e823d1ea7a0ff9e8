import { z } from 'zod';
import { PlantId, WorkflowId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { TemplateCode, workflowPhases } from './workflow-kinds.ts';

const name = z.string().trim().min(1).max(200);
const chosen = z.strictObject({ templateId: TemplateCode, templateVersion: z.int().min(1).max(9999).optional() });

/** One template per phase; they follow one another in the order of the phases, however they are given. */
export const ComposeWorkflowBody = z.strictObject({ plantId: PlantId, name, parts: z.array(chosen).min(1).max(workflowPhases.length), startsOn: PlainDate.optional(), draft: z.boolean().default(false) });
export type ComposeWorkflowBody = z.infer<typeof ComposeWorkflowBody>;

/** For the same plant unless another is named. Nothing that was done is taken over. */
export const CopyWorkflowBody = z.strictObject({ plantId: PlantId.optional(), name: name.optional(), draft: z.boolean().default(false) });
export type CopyWorkflowBody = z.infer<typeof CopyWorkflowBody>;

/** A workflow of its own, which a task of this one follows. */
export const StartSubWorkflowBody = chosen.extend({ name: name.optional(), startsOn: PlainDate.optional(), stageCode: z.string().min(1).max(200).optional() });
export type StartSubWorkflowBody = z.infer<typeof StartSubWorkflowBody>;

/** Workflows of one plant that go on as one. */
export const MergeWorkflowsBody = z.strictObject({ workflowIds: z.array(WorkflowId).min(2).max(10), name });
export type MergeWorkflowsBody = z.infer<typeof MergeWorkflowsBody>;
