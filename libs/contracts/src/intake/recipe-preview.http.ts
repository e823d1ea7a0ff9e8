import { z } from 'zod';
import { SourceFileId } from '../ids.ts';
import { DriftReport } from './drift-report.ts';
import { RowError } from './import-job.ts';
import { NewRecipeBody, RecipeName } from './recipe.ts';
import { RecipeFinding } from './recipe.http.ts';
import { ColumnProfile, FileProblem } from './source-file.http.ts';

/** Tries a recipe on a file: one that is published, the newest version unless it is said, or a draft. */
export const PreviewRecipeBody = z
  .strictObject({
    sourceFileId: SourceFileId,
    recipe: z.strictObject({ name: RecipeName, version: z.int32().positive().optional() }).optional(),
    draft: NewRecipeBody.optional(),
  })
  .refine(({ recipe, draft }) => (recipe === undefined) !== (draft === undefined), 'needs a recipe or a draft, and not both');
export type PreviewRecipeBody = z.infer<typeof PreviewRecipeBody>;

export const PreviewedRow = z.object({
  row: z.int().positive(),
  line: z.int().positive(),
  outcome: z.enum(['valid', 'rejected', 'skipped']),
  cells: z.array(z.string()),
  /** The fields of the target; null for a row that would not be sent there. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
  errors: z.array(RowError),
});
export type PreviewedRow = z.infer<typeof PreviewedRow>;

const count = z.int().nonnegative();
/** What the first rows of a file become. Nothing is stored, and the target is not asked. */
export const RecipePreview = z.object({
  columns: z.array(z.string()),
  profiles: z.array(ColumnProfile),
  drift: DriftReport,
  /** Why the recipe refuses the file as a whole; there are no rows then. */
  problem: FileProblem.nullable(),
  findings: z.array(RecipeFinding),
  counts: z.object({ read: count, valid: count, rejected: count, skipped: count, warnings: count }),
  rows: z.array(PreviewedRow),
});
export type RecipePreview = z.infer<typeof RecipePreview>;
