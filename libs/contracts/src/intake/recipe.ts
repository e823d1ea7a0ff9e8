import { z } from 'zod';
import { checkRecipe } from './check-recipe.ts';
import { ConnectorName } from './connector.ts';
import { ImportTarget } from './import-targets.ts';
import { FieldMapping, FieldMappingV1 } from './recipe-fields.ts';
import { RecipeParse } from './recipe-parse.ts';
import { OnError, RecipeTest, ValidationRule } from './recipe-rules.ts';
import { ColumnName, DriftAction, RecipeStep } from './recipe-steps.ts';

export const RecipeName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words of a–z and 0–9 joined by hyphens').max(60);
export type RecipeName = z.infer<typeof RecipeName>;

const head = {
  name: RecipeName,
  title: z.string().trim().min(1).max(200),
  description: z.string().max(2000).optional(),
  target: ImportTarget,
  /** Of the target `connector`: which one, and which of its endpoints takes the rows. */
  connector: z.strictObject({ name: ConnectorName, endpoint: ConnectorName }).optional(),
  /** The target fields that tell one record from another: a row whose key exists updates, it never doubles. */
  naturalKey: z.array(z.string()).min(1).max(5),
  parse: RecipeParse.prefault({}),
};
const shape = {
  format: z.literal('kairos.recipe.v2'),
  ...head,
  /** The columns of the file that the recipe was made for; a column beyond them is told as new. */
  columns: z.array(ColumnName).max(2000).optional(),
  /** Columns made of columns, in order, before the fields are read. */
  steps: z.array(RecipeStep).max(100).default([]),
  fields: z.array(FieldMapping).min(1).max(200),
  rules: z.array(ValidationRule).max(200).default([]),
  onError: OnError.prefault({}),
  /** What is done about columns that a file lacks, has in another type, or has beyond the recipe, where a field or step does not say. */
  onDrift: z
    .strictObject({ missing: DriftAction.default('stop'), retyped: DriftAction.default('continue'), added: z.enum(['stop', 'continue']).default('continue') })
    .prefault({}),
  tests: z.array(RecipeTest).max(50).default([]),
};
const shapeV1 = { format: z.literal('kairos.recipe.v1'), ...head, fields: z.array(FieldMappingV1).min(1).max(200) };
const version = z.int32().positive();

/** A recipe as it is written today: one JSON document, never edited, only followed by its next version. */
export const RecipeDocument = z.strictObject({ ...shape, version });
export type RecipeDocument = z.infer<typeof RecipeDocument>;
export const NewRecipeDocument = z.strictObject(shape);
export const RecipeDocumentV1 = z.strictObject({ ...shapeV1, version });
export type RecipeDocumentV1 = z.infer<typeof RecipeDocumentV1>;
const NewRecipeDocumentV1 = z.strictObject(shapeV1);

type Unversioned<T> = Omit<T, 'version'>;

/** Reads a sound document of the first format as one of today; a document of today stays as it is. */
export function upgradeRecipe<T extends Unversioned<RecipeDocument>>(document: T | Unversioned<RecipeDocumentV1>): T {
  if (document.format === 'kairos.recipe.v2') return document;
  const fields = document.fields.map((field) => ({ ...field, transform: [] }));
  const rest = { steps: [], rules: [], tests: [], onError: OnError.parse({}), onDrift: shape.onDrift.parse({}) };
  return { ...document, ...rest, fields, format: 'kairos.recipe.v2' } as unknown as T;
}

/** A recipe as it is stored and shipped, in any format, read as one of today. */
export const Recipe = z
  .discriminatedUnion('format', [RecipeDocument, RecipeDocumentV1])
  .transform((document) => upgradeRecipe<RecipeDocument>(document))
  .superRefine(checkRecipe);
export type Recipe = z.infer<typeof Recipe>;

/** A recipe as it is submitted, in any format; the service gives it the next version of its name. */
export const NewRecipeBody = z
  .discriminatedUnion('format', [NewRecipeDocument, NewRecipeDocumentV1])
  .transform((document) => upgradeRecipe<z.infer<typeof NewRecipeDocument>>(document))
  .superRefine(checkRecipe);
export type NewRecipeBody = z.infer<typeof NewRecipeBody>;
