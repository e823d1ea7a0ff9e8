import { z } from 'zod';
import { PlainDate } from '@kairos/contracts';

export const plantSections = ['overview', 'components', 'performance', 'maintenance', 'documents', 'history'] as const;
export type PlantSection = (typeof plantSections)[number];

/** Which part of a plant is open, and as of which day its facts are compared. */
export const PlantSearch = z.object({
  section: z.enum(plantSections).optional().catch(undefined),
  asOf: PlainDate.optional().catch(undefined),
});
export type PlantSearch = z.infer<typeof PlantSearch>;
