import { z } from 'zod';
import { PlainDate, PlantMonthName } from '@kairos/contracts';

export const plantSections = ['overview', 'components', 'performance', 'readings', 'maintenance', 'documents', 'history'] as const;
export type PlantSection = (typeof plantSections)[number];

const opened = z.string().max(36).optional().catch(undefined);

/** Which part of a plant is open and what of it, and as of which day its facts are compared. */
export const PlantSearch = z.object({
  section: z.enum(plantSections).optional().catch(undefined),
  /** By id, or `new`. */
  component: opened,
  maintenance: opened,
  /** Which meter is read, and of which day, week or month. */
  meter: opened,
  span: z.enum(['day', 'week', 'month']).optional().catch(undefined),
  on: PlainDate.optional().catch(undefined),
  month: PlantMonthName.optional().catch(undefined),
  /** Of which months are shown; the last twelve where none is named. */
  year: z.coerce.number().int().min(1900).max(2199).optional().catch(undefined),
  asOf: PlainDate.optional().catch(undefined),
});
export type PlantSearch = z.infer<typeof PlantSearch>;
