import { z } from 'zod';
import { SourceFileId } from '../ids.ts';
import { ServiceTarget } from './import-targets.ts';
import { FieldMapping } from './recipe-fields.ts';
import { NewRecipeDocument } from './recipe.ts';
import { RecipeSummary } from './recipe.http.ts';
import { RecipeParse } from './recipe-parse.ts';
import { ColumnProfile } from './source-file.http.ts';

/** Asks how the columns of a file may map to a target; `parse` says where the file is to be read otherwise than the sniffer found. */
export const ProposeRecipeBody = z.strictObject({ sourceFileId: SourceFileId, target: ServiceTarget, parse: RecipeParse.optional() });
export type ProposeRecipeBody = z.infer<typeof ProposeRecipeBody>;

const confidence = z.number().min(0).max(1);

/** `exact` by its name, `synonym` by a word for it, `historical` by the tenant's earlier recipes, `fuzzy` by likeness. */
export const MatchKind = z.enum(['exact', 'historical', 'synonym', 'fuzzy']);
export const ColumnMatch = z.object({ field: z.string(), kind: MatchKind, confidence, reason: z.string() });
export type ColumnMatch = z.infer<typeof ColumnMatch>;

/** What a cell content may mean among the values that a field takes; null where nothing is like it. */
export const ValueMatch = z.object({ column: z.string(), field: z.string(), from: z.string(), to: z.string().nullable(), kind: MatchKind.nullable(), confidence, reason: z.string() });
export type ValueMatch = z.infer<typeof ValueMatch>;

/** A field that rows of a target may have; `choices` are the only values it takes, where those are few. */
export const ImportField = z.object({ name: z.string(), as: z.enum(['text', 'decimal', 'integer', 'date']), required: z.boolean(), choices: z.array(z.string()) });
export type ImportField = z.infer<typeof ImportField>;

/** A proposal and no more: nothing is stored until somebody publishes the draft, as it is or corrected. */
export const RecipeProposal = z.object({
  target: ServiceTarget,
  fields: z.array(ImportField),
  /** The fields that tell one record from another. */
  naturalKey: z.array(z.string()),
  profiles: z.array(ColumnProfile),
  /** The first rows of the file, as they are read. */
  sampleRows: z.array(z.array(z.string())).max(10),
  columns: z.array(z.object({ column: z.string(), /** The best first. */ matches: z.array(ColumnMatch) })),
  values: z.array(ValueMatch),
  /** Fields that the target cannot do without and no column is like. */
  missing: z.array(z.string()),
  /** The likeliest match of each field, as a recipe writes it; also while others are missing. */
  mapping: z.array(FieldMapping),
  /** A recipe of the likeliest matches; null while fields are missing. */
  draft: NewRecipeDocument.nullable(),
});
export type RecipeProposal = z.infer<typeof RecipeProposal>;

/** Asks which recipes a file may have been made for. */
export const FindFittingRecipesBody = z.strictObject({ sourceFileId: SourceFileId });
export type FindFittingRecipesBody = z.infer<typeof FindFittingRecipesBody>;
/** Those of whose columns the file has half or more, the best first; `lacks` are the others. */
export const FittingRecipes = z.object({ items: z.array(RecipeSummary.extend({ columns: z.int().nonnegative(), lacks: z.array(z.string()) })).max(10) });
export type FittingRecipes = z.infer<typeof FittingRecipes>;
