import { z } from 'zod';
import { plantFilters, PlantSort } from '@kairos/contracts';

/** What the list is narrowed to, in its address; what it does not know is left out rather than refused. */
export const PlantsSearch = z.object({
  text: z.string().max(200).optional().catch(undefined),
  type: plantFilters.type.catch(undefined),
  status: plantFilters.status.catch(undefined),
  region: plantFilters.region.catch(undefined),
  sizeBand: plantFilters.sizeBand.catch(undefined),
  sort: PlantSort.unwrap().optional().catch(undefined),
  /** Names joined by commas, in their order. */
  columns: z.string().max(2000).optional().catch(undefined),
});
export type PlantsSearch = z.infer<typeof PlantsSearch>;

/** The query of the API that a search amounts to. */
export function plantsQuery({ columns: _, ...filters }: PlantsSearch): Omit<PlantsSearch, 'columns'> {
  return filters;
}
