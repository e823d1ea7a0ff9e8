import { z } from 'zod';
import { UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { ImportTarget } from './import-targets.ts';
import { RecipeDocument, RecipeName } from './recipe.ts';

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

/** What is wrong with a recipe (`error`), or may be meant otherwise. `pointer` names the place in its document (RFC 6901). */
export const RecipeFinding = z.object({
  code: z.enum(['type-mismatch', 'unused-field', 'data-loss-risk', 'invalid-pattern', 'invalid-expression', 'test-failed']),
  severity: z.enum(['error', 'warning']),
  pointer: z.string(),
  detail: z.string(),
});
export type RecipeFinding = z.infer<typeof RecipeFinding>;

export const RecipeView = RecipeSummary.extend({ document: RecipeDocument, findings: z.array(RecipeFinding) });
export type RecipeView = z.infer<typeof RecipeView>;

export const ListRecipesQuery = PageQuery.extend({ target: ImportTarget.optional() }).strict();
export type ListRecipesQuery = z.infer<typeof ListRecipesQuery>;
export const RecipePage = pageOf(RecipeSummary);

export const RecipeVersionNumber = z.coerce.number().int().min(1).max(2_147_483_647);
export type RecipeVersionNumber = z.infer<typeof RecipeVersionNumber>;

/** What became of one test of a recipe: what differs, by the name of the field, `errors` or `warnings`. */
export const RecipeTestOutcome = z.object({
  name: z.string(),
  passed: z.boolean(),
  differences: z.array(z.object({ what: z.string(), expected: z.string(), got: z.string() })),
});
export type RecipeTestOutcome = z.infer<typeof RecipeTestOutcome>;
export const RecipeTestReport = z.object({ passed: z.int().nonnegative(), failed: z.int().nonnegative(), tests: z.array(RecipeTestOutcome) });
export type RecipeTestReport = z.infer<typeof RecipeTestReport>;
