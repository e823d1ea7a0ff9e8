import { z } from 'zod';
import { ChangeSetId, PlantId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { ChangeSetStatus } from './change-set.ts';
import { PlantPart } from './plant-change.http.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

/** As many parts of plants as one set changes. */
export const mostChangesOfSet = 200;

/** What parts of plants are to hold, by field, as their own routes take it; null takes a fact away. The status of a plant is a field of it here. */
export const ProposeChangeSetBody = z
  .strictObject({
    title: text(200),
    reason: text(500),
    changes: z.array(z.strictObject({ plantId: PlantId, part: PlantPart.default('plant'), facts: z.record(z.string().max(100), z.unknown()) })).min(1).max(mostChangesOfSet),
  })
  .refine(({ changes }) => new Set(changes.map(({ plantId, part }) => `${plantId}/${part}`)).size === changes.length, { path: ['changes'], message: 'names a part of a plant twice' });
export type ProposeChangeSetBody = z.infer<typeof ProposeChangeSetBody>;

export const ApproveChangeSetBody = z.strictObject({ reason: text(500).optional() });
export type ApproveChangeSetBody = z.infer<typeof ApproveChangeSetBody>;
export const RejectChangeSetBody = z.strictObject({ reason: text(500) });
export type RejectChangeSetBody = z.infer<typeof RejectChangeSetBody>;
export const WithdrawChangeSetBody = z.strictObject({ reason: text(500).optional() });
export type WithdrawChangeSetBody = z.infer<typeof WithdrawChangeSetBody>;

/** A field with what it held when the change was proposed, what it is to hold, and what it holds now; `changedSince` where that is something else than it held then. */
export const ProposedField = z.object({ field: z.string(), before: z.unknown(), after: z.unknown(), now: z.unknown(), changedSince: z.boolean() });
export type ProposedField = z.infer<typeof ProposedField>;

const summary = {
  id: ChangeSetId,
  title: z.string(),
  reason: z.string(),
  status: ChangeSetStatus,
  plantIds: z.array(PlantId),
  proposedBy: UserId,
  proposedAt: Instant,
  /** Who applied, rejected or withdrew it. */
  decidedBy: UserId.nullable(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string().nullable(),
};
export const ChangeSetSummary = z.object(summary);
export type ChangeSetSummary = z.infer<typeof ChangeSetSummary>;

/** A set with its changes. Of one that was decided, what fields hold now is not told. */
export const ChangeSetView = z.object({
  ...summary,
  changes: z.array(
    z.object({
      plantId: PlantId, plantCode: z.string(), plantName: z.string(),
      /** Whether the plant left the portfolio since. */
      removed: z.boolean(),
      part: PlantPart, fields: z.array(ProposedField),
    }),
  ),
});
export type ChangeSetView = z.infer<typeof ChangeSetView>;

export const ListChangeSetsQuery = PageQuery.extend({ status: ChangeSetStatus.optional(), plantId: PlantId.optional() }).strict();
export type ListChangeSetsQuery = z.infer<typeof ListChangeSetsQuery>;
export const ChangeSetPage = pageOf(ChangeSetSummary);
