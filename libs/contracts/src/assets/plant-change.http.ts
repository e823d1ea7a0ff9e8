import { z } from 'zod';
import { ChangeSetId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';

/** What a change was made to: the plant itself, its card, or the record of an authority. */
export const plantParts = ['plant', 'registry-card', 'dso', 'terna', 'gse', 'customs'] as const;
export const PlantPart = z.enum(plantParts);
export type PlantPart = z.infer<typeof PlantPart>;

/** One change: the fields that changed, with what they held and what they held then. */
export const PlantChangeView = z.object({
  id: z.uuid(),
  part: PlantPart,
  at: Instant,
  actorKind: z.enum(['user', 'service', 'system']),
  actorId: z.string().nullable(),
  /** What was being done, such as `assets.plant.update`. */
  action: z.string().nullable(),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  /** The change set that it was a part of, with who proposed and who approved it. */
  changeSet: z.object({ id: ChangeSetId, title: z.string(), proposedBy: UserId, approvedBy: UserId }).nullable(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});
export type PlantChangeView = z.infer<typeof PlantChangeView>;

export const ListPlantChangesQuery = PageQuery.extend({ part: PlantPart.optional() }).strict();
export type ListPlantChangesQuery = z.infer<typeof ListPlantChangesQuery>;
export const PlantChangePage = pageOf(PlantChangeView);

export const ReadPlantQuery = z.strictObject({
  /** The plant as it was then: at the end of that millisecond. */
  asOf: Instant.optional(),
});
export type ReadPlantQuery = z.infer<typeof ReadPlantQuery>;

/** Changes of one plant to take back, all of them or none. */
export const RevertPlantChangesBody = z.strictObject({ changeIds: z.array(z.uuid()).min(1).max(200), reason: z.string().trim().min(1).max(500).optional() });
export type RevertPlantChangesBody = z.infer<typeof RevertPlantChangesBody>;

/** The parts that were given back what they held. */
export const RevertedPlantChanges = z.object({ reverted: z.int().nonnegative(), parts: z.array(PlantPart) });
export type RevertedPlantChanges = z.infer<typeof RevertedPlantChanges>;
