import { z } from 'zod';
import { WorkflowPhase, WorkflowPurpose } from '@kairos/contracts';

export const TemplatesSearch = z.object({
  purpose: WorkflowPurpose.optional().catch(undefined),
  phase: WorkflowPhase.optional().catch(undefined),
  /** What several phases are composed in is open. */
  compose: z.literal('yes').optional().catch(undefined),
});
export type TemplatesSearch = z.infer<typeof TemplatesSearch>;
