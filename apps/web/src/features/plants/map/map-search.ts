import { z } from 'zod';
import { PlantsSearch } from '../plants-search.ts';
import { mapColourings } from './map-colours.ts';

/** What the map is narrowed to, what it is coloured by, and where it stands. */
export const PlantsMapSearch = PlantsSearch.omit({ sort: true, columns: true }).extend({
  colour: z.enum(mapColourings).optional().catch(undefined),
  at: z.string().max(60).optional().catch(undefined),
});
export type PlantsMapSearch = z.infer<typeof PlantsMapSearch>;

export function mapQuery({ colour: _colour, at: _at, ...filters }: PlantsMapSearch) {
  return filters;
}
