import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { LegalHoldId, PlantId, UserId, WorkflowId } from '../ids.ts';

/** What workflows publishes about a legal hold. */
export const LegalHoldState = z.object({ legalHoldId: LegalHoldId, title: z.string(), reason: z.string(), plantIds: z.array(PlantId), workflowIds: z.array(WorkflowId), placedByUserId: UserId });
export type LegalHoldState = z.infer<typeof LegalHoldState>;

// A hold is the tenant's: whoever reaches a list of plants alone is told of none.
const visibility = { permission: 'documents.hold.manage', ownerField: 'placedByUserId' };

export const LegalHoldPlaced = defineEvent({
  type: 'workflows.legal-hold.placed',
  version: 1,
  summary: 'A legal hold keeps documents, those that are linked to its plants and workflows later included.',
  visibility,
  data: LegalHoldState.extend({ documentCount: z.int().nonnegative() }),
});

export const LegalHoldExtended = defineEvent({
  type: 'workflows.legal-hold.extended',
  version: 1,
  summary: 'A legal hold of a workflow is also of one that it was merged into, or that was started within it.',
  visibility,
  data: LegalHoldState.extend({ addedWorkflowId: WorkflowId }),
});

export const LegalHoldReleased = defineEvent({
  type: 'workflows.legal-hold.released',
  version: 1,
  summary: 'A legal hold keeps nothing any more; other holds of the same documents go on.',
  visibility,
  data: LegalHoldState.extend({ releasedByUserId: UserId, releaseReason: z.string() }),
});
