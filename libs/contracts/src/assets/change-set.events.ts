import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { ChangeSetId, PlantId, UserId } from '../ids.ts';
import { ChangeSetStatus } from './change-set.ts';
import { PlantPart } from './plant-change.http.ts';

/** What is published of a change set: which fields of what it changes, and none of their values. */
export const ChangeSetState = z.object({
  changeSetId: ChangeSetId,
  title: z.string(),
  reason: z.string(),
  status: ChangeSetStatus,
  changes: z.array(z.object({ plantId: PlantId, part: PlantPart, fields: z.array(z.string()) })),
  plantIds: z.array(PlantId),
  proposedBy: UserId,
  decidedBy: UserId.nullable(),
  decisionReason: z.string().nullable(),
});
export type ChangeSetState = z.infer<typeof ChangeSetState>;

// It tells of many plants: who reaches a list of them follows their own sets, while they reach all of their plants.
const visibility = { permission: 'assets.plant.read', ownerField: 'proposedBy', plantIdField: 'plantIds' };

export const ChangeSetProposed = defineEvent({ type: 'assets.change-set.proposed', version: 1, summary: 'Changes of plants were proposed, for somebody else to approve.', visibility, data: ChangeSetState });
export const ChangeSetApplied = defineEvent({ type: 'assets.change-set.applied', version: 1, summary: 'Changes of plants were approved and applied, all of them.', visibility, data: ChangeSetState });
export const ChangeSetRejected = defineEvent({ type: 'assets.change-set.rejected', version: 1, summary: 'Proposed changes of plants were rejected.', visibility, data: ChangeSetState });
export const ChangeSetWithdrawn = defineEvent({ type: 'assets.change-set.withdrawn', version: 1, summary: 'Proposed changes of plants were taken back by who proposed them.', visibility, data: ChangeSetState });
