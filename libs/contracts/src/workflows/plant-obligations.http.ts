import { z } from 'zod';
import { DeadlineId, PlantId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { DeadlineStatus } from './deadline.ts';
import { Obligation, ObligationCode, ObligationPackId, ObligationPackVersion } from './obligation.ts';
import { Why } from './predicate.ts';

/** One obligation of the pack as it stands to one plant. `notApplicableBecause` names, in words, what the plant does not fulfil. */
export const PlantObligation = Obligation.omit({ appliesWhen: true }).extend({
  bundles: z.array(ObligationCode),
  applies: z.boolean(),
  why: Why,
  notApplicableBecause: z.array(z.string()),
  /** The deadline that stands; null where none does. */
  deadline: z.object({ id: DeadlineId, status: DeadlineStatus, dueOn: PlainDate.nullable() }).nullable(),
});
export type PlantObligation = z.infer<typeof PlantObligation>;

export const PlantObligations = z.object({ plantId: PlantId, packId: ObligationPackId, packVersion: ObligationPackVersion, items: z.array(PlantObligation) });
export type PlantObligations = z.infer<typeof PlantObligations>;

export const PlantObligationsQuery = z.strictObject({ applies: z.enum(['true', 'false']).optional() });
export type PlantObligationsQuery = z.infer<typeof PlantObligationsQuery>;
