import { z } from 'zod';
import { SourceFileId } from '../ids.ts';
import { ServiceTarget } from './import-targets.ts';
import { NewRecipeDocument } from './recipe.ts';
import { ColumnProfile } from './source-file.http.ts';

/** Asks how the columns of a file may map to a target. */
export const ProposeRecipeBody = z.strictObject({ sourceFileId: SourceFileId, target: ServiceTarget });
export type ProposeRecipeBody = z.infer<typeof ProposeRecipeBody>;

const confidence = z.number().min(0).max(1);

/** `exact` by its name, `synonym` by a word for it, `historical` by the tenant's earlier recipes, `fuzzy` by likeness. */
export const MatchKind = z.enum(['exact', 'historical', 'synonym', 'fuzzy']);
export const ColumnMatch = z.object({ field: z.string(), kind: MatchKind, confidence, reason: z.string() });
export type ColumnMatch = z.infer<typeof ColumnMatch>;

/** What a cell content may mean among the values that a field takes; null where nothing is like it. */
export const ValueMatch = z.object({ column: z.string(), field: z.string(), from: z.string(), to: z.string().nullable(), kind: MatchKind.nullable(), confidence, reason: z.string() });
export type ValueMatch = z.infer<typeof ValueMatch>;

/** A proposal and no more: nothing is stored until somebody publishes the draft, as it is or corrected. */
export const RecipeProposal = z.object({
  target: ServiceTarget,
  profiles: z.array(ColumnProfile),
  columns: z.array(z.object({ column: z.string(), /** The best first. */ matches: z.array(ColumnMatch) })),
  values: z.array(ValueMatch),
  /** Fields that the target cannot do without and no column is like. */
  missing: z.array(z.string()),
  /** A recipe of the likeliest matches; null while fields are missing. */
  draft: NewRecipeDocument.nullable(),
});
export type RecipeProposal = z.infer<typeof RecipeProposal>;
