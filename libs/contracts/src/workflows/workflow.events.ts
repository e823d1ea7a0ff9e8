import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { PlantId, WorkflowId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { ObligationCategory } from './obligation.ts';
import { TemplateReference, WorkflowStatus } from './workflow.ts';
import { WorkflowPurpose, WorkflowType } from './workflow-kinds.ts';

/** What workflows publishes about a workflow, in full, in every event. Its tasks have events of their own. */
export const WorkflowState = z.object({
  workflowId: WorkflowId,
  plantId: PlantId,
  name: z.string(),
  template: TemplateReference.nullable(),
  type: WorkflowType,
  purpose: WorkflowPurpose,
  category: ObligationCategory,
  status: WorkflowStatus,
  startsOn: PlainDate,
  parentWorkflowId: WorkflowId.nullable(),
  originalWorkflowId: WorkflowId.nullable(),
});
export type WorkflowState = z.infer<typeof WorkflowState>;

const visibility = { permission: 'workflows.workflow.read', plantIdField: 'plantId' };

export const WorkflowStarted = defineEvent({ type: 'workflows.workflow.started', version: 1, summary: 'A workflow was set up for a plant, as a draft or active at once.', visibility, data: WorkflowState });

export const WorkflowChanged = defineEvent({
  type: 'workflows.workflow.changed',
  version: 1,
  summary: 'A workflow is called otherwise, has more stages, or follows another version of its template; `changedFields` names what.',
  visibility,
  data: WorkflowState.extend({ changedFields: z.array(z.string()) }),
});

export const WorkflowStatusChanged = defineEvent({
  type: 'workflows.workflow.status-changed',
  version: 1,
  summary: 'A workflow was activated, paused, completed or cancelled.',
  visibility,
  data: WorkflowState.extend({ previousStatus: WorkflowStatus }),
});

export const WorkflowRemoved = defineEvent({ type: 'workflows.workflow.removed', version: 1, summary: 'A workflow was removed. Its record is kept, hidden.', visibility, data: WorkflowState });

export const WorkflowSnapshot = defineEvent({
  type: 'workflows.workflow.snapshot',
  version: 1,
  summary: 'The current state of a workflow, re-emitted to rebuild projections.',
  data: WorkflowState.extend({ removed: z.boolean() }),
});
