import { z } from 'zod';
import { ObligationCategory, PlantId, TemplateCode, WorkflowStatus, WorkflowTaskId } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

/** What the list is narrowed to; `start` opens what a workflow is started by, with a template chosen already or `any`. */
export const WorkflowsSearch = z.object({
  plant: PlantId.optional().catch(undefined),
  status: WorkflowStatus.optional().catch(undefined),
  category: ObligationCategory.optional().catch(undefined),
  late: z.enum(['true', 'false']).optional().catch(undefined),
  start: TemplateCode.optional().catch(undefined),
});
export type WorkflowsSearch = z.infer<typeof WorkflowsSearch>;

/** The task that is open beside the board. */
export const WorkflowSearch = z.object({ task: WorkflowTaskId.optional().catch(undefined) });
export type WorkflowSearch = z.infer<typeof WorkflowSearch>;

export function workflowsQuery({ plant, status, category, late }: WorkflowsSearch) {
  return { plantId: plant, status, category, late };
}

export function workflowsCommand({ plant, status, late }: WorkflowsSearch): CommandLine {
  return command`kairos workflows list${options({ '--plant': plant, '--status': status, '--late': late === 'true' })}`;
}
