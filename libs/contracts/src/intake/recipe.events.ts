import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { RecipeId, UserId } from '../ids.ts';
import { RecipeName } from './recipe.ts';

/** What intake publishes of one version of a recipe; the document itself is read over HTTP. */
export const RecipeState = z.object({
  recipeId: RecipeId,
  name: RecipeName,
  recipeVersion: z.int().positive(),
  title: z.string(),
  /** The name of a target; more of them come, so it is text. */
  target: z.string(),
  publishedByUserId: UserId,
});
export type RecipeState = z.infer<typeof RecipeState>;

export const RecipePublished = defineEvent({
  type: 'intake.recipe.published',
  version: 1,
  summary: 'A tenant published a recipe or the next version of one.',
  visibility: { permission: 'intake.recipe.read' },
  data: RecipeState,
});

export const RecipeSnapshot = defineEvent({
  type: 'intake.recipe.snapshot',
  version: 1,
  summary: 'A published version of a recipe, re-emitted to rebuild projections.',
  data: RecipeState,
});
