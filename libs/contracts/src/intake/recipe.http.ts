import { z } from 'zod';
import { UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { ImportTarget } from './import-targets.ts';
import { Recipe, RecipeName } from './recipe.ts';

/** `shipped` recipes come with the product and are the same for every tenant. */
export const RecipeOrigin = z.enum(['shipped', 'tenant']);

export const RecipeSummary = z.object({
  name: RecipeName,
  version: z.int().positive(),
  title: z.string(),
  target: ImportTarget,
  origin: RecipeOrigin,
  createdByUserId: UserId.nullable(),
  createdAt: Instant.nullable(),
});
export type RecipeSummary = z.infer<typeof RecipeSummary>;

export const RecipeView = RecipeSummary.extend({ document: Recipe });
export type RecipeView = z.infer<typeof RecipeView>;

export const ListRecipesQuery = PageQuery.extend({ target: ImportTarget.optional() }).strict();
export type ListRecipesQuery = z.infer<typeof ListRecipesQuery>;
export const RecipePage = pageOf(RecipeSummary);

export const RecipeVersionNumber = z.coerce.number().int().min(1).max(2_147_483_647);
export type RecipeVersionNumber = z.infer<typeof RecipeVersionNumber>;
