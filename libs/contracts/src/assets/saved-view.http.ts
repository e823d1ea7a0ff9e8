import { z } from 'zod';
import { SavedViewId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { plantFilters, PlantSort } from './plant.http.ts';
import { withCustomFields } from './custom-field.ts';
import { mostPlantColumns, PlantColumn } from './portfolio.http.ts';

/** What a list of plants shows and how: its filters as a list takes them, its order and its columns. */
const view = {
  filters: withCustomFields({ ...plantFilters, protectedArea: z.boolean().optional() }),
  sort: PlantSort,
  columns: z.array(PlantColumn).min(1).max(mostPlantColumns).refine((columns) => new Set(columns).size === columns.length, 'names a column twice'),
};

export const SaveViewBody = z.strictObject({ name: z.string().trim().min(1).max(100), shared: z.boolean().default(false), ...view });
export type SaveViewBody = z.infer<typeof SaveViewBody>;

/** One's own views, and those that others of the tenant share. Only its owner changes a view. */
export const SavedView = z.object({
  id: SavedViewId,
  name: z.string(),
  shared: z.boolean(),
  own: z.boolean(),
  ownerId: UserId,
  filters: z.record(z.string(), z.union([z.string(), z.boolean()])),
  sort: z.string(),
  columns: z.array(z.string()),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SavedView = z.infer<typeof SavedView>;
export const SavedViewList = z.object({ items: z.array(SavedView) });
export type SavedViewList = z.infer<typeof SavedViewList>;
