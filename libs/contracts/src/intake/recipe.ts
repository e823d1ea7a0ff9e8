import { z } from 'zod';
import { ImportTarget, importTargets } from './import-targets.ts';
import { targetSchemaFields } from './target-fields.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export const Encoding = z.enum(encodings);
export type Encoding = z.infer<typeof Encoding>;

export const delimiters = [',', ';', '\t', '|'] as const;
export const Delimiter = z.enum(delimiters);
export type Delimiter = z.infer<typeof Delimiter>;

export const quotes = ['"', "'"] as const;
export const Quote = z.enum(quotes);
export type Quote = z.infer<typeof Quote>;

export const decimalSeparators = ['.', ','] as const;
export const groupSeparators = ['', ',', '.', ' ', "'"] as const;
/** How decimal numbers are written: `1.234,5` has a decimal comma and dots between groups. A group separator of `''` means there is none. */
export const NumberFormat = z.object({ decimalSeparator: z.enum(decimalSeparators), groupSeparator: z.enum(groupSeparators) });
export type NumberFormat = z.infer<typeof NumberFormat>;

/** Made of YYYY, MM or M, DD or D, and separators: `DD/MM/YYYY`, or `D/M/YYYY` where one digit will do. */
export const DateFormat = z.string().regex(/^(?=.{8,12}$)(?=.*YYYY)(?=.*M)(?=.*D)(?!.*(?:YYYYY|MMM|DDD))[YMD./ -]+$/, 'must be made of YYYY, MM and DD');

const EmptyValues = z.array(z.string().max(50)).max(50);

/** How the file is read. `auto` takes what the sniffer found in this very file. */
export const RecipeParse = z.strictObject({
  encoding: z.union([z.literal('auto'), Encoding]).default('auto'),
  delimiter: z.union([z.literal('auto'), Delimiter]).default('auto'),
  quote: z.union([z.literal('auto'), Quote]).default('auto'),
  /** The row that names the columns, counted from 1; 0 means there is none and columns are called `column 1`, `column 2`… */
  headerRow: z.union([z.literal('auto'), z.int().min(0).max(100)]).default('auto'),
  /** The sheet of a workbook, by its name; `auto` is the first that holds a table. */
  sheet: z.string().min(1).max(100).default('auto'),
  trim: z.boolean().default(true),
  emptyValues: EmptyValues.default([]),
});
export type RecipeParse = z.infer<typeof RecipeParse>;

export const powerUnits = ['W', 'kW', 'MW', 'GW'] as const;
export const energyUnits = ['Wh', 'kWh', 'MWh', 'GWh'] as const;
export const RecipeUnit = z.enum([...powerUnits, ...energyUnits]);
export type RecipeUnit = z.infer<typeof RecipeUnit>;

const ExactNumber = z.string().regex(/^-?\d{1,15}(\.\d{1,9})?$/, 'must be a decimal number such as 998.5');

const common = {
  target: z.string().regex(/^[a-z][A-Za-z0-9]{0,60}$/, 'must be a field name'),
  /** The source column by its header. A field without one takes `default` in every row. */
  from: z.string().min(1).max(200).optional(),
  required: z.boolean().default(false),
  /** Taken when the cell is empty. */
  default: z.string().max(1000).optional(),
  /** Cell contents that mean empty, beside those of `parse.emptyValues`. */
  emptyValues: EmptyValues.default([]),
  /** Exact cell content → what it becomes, before it is read as a number or date. */
  values: z.record(z.string().max(200), z.string().max(200)).optional(),
  /** What becomes of content that `values` does not list. */
  unmatched: z.enum(['reject', 'keep']).default('reject'),
  note: z.string().max(500).optional(),
};

export const TextField = z.strictObject({
  ...common,
  as: z.literal('text'),
  minLength: z.int().nonnegative().optional(),
  maxLength: z.int().positive().optional(),
});
export const DecimalField = z.strictObject({
  ...common,
  as: z.literal('decimal'),
  unit: z.strictObject({ from: RecipeUnit, to: RecipeUnit }).optional(),
  /** `auto` takes what the column shows, and refuses a file whose column may be read in two ways. */
  decimalSeparator: z.enum(['auto', ...decimalSeparators]).default('auto'),
  groupSeparator: z.enum(['auto', ...groupSeparators]).default('auto'),
  min: ExactNumber.optional(),
  max: ExactNumber.optional(),
});
export const IntegerField = z.strictObject({
  ...common,
  as: z.literal('integer'),
  min: z.int().optional(),
  max: z.int().optional(),
});
export const DateField = z.strictObject({
  ...common,
  as: z.literal('date'),
  /** Tried in order. `auto` takes what the column shows, and refuses a file whose column may be read in two ways. */
  formats: z.union([z.literal('auto'), z.array(DateFormat).min(1).max(10)]).default('auto'),
});

export const FieldMapping = z.discriminatedUnion('as', [TextField, DecimalField, IntegerField, DateField]);
export type FieldMapping = z.infer<typeof FieldMapping>;

export const RecipeName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be words of a–z and 0–9 joined by hyphens').max(60);
export type RecipeName = z.infer<typeof RecipeName>;

const recipeShape = {
  format: z.literal('kairos.recipe.v1'),
  name: RecipeName,
  title: z.string().trim().min(1).max(200),
  description: z.string().max(2000).optional(),
  target: ImportTarget,
  /** The target fields that tell one record from another: a row whose key exists updates, it never doubles. */
  naturalKey: z.array(z.string()).min(1).max(5),
  parse: RecipeParse.prefault({}),
  fields: z.array(FieldMapping).min(1).max(200),
};

type Draft = z.infer<z.ZodObject<typeof recipeShape>>;

function checkRecipe(recipe: Draft, context: z.RefinementCtx): void {
  const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const { known, required } = targetSchemaFields(importTargets[recipe.target].body);
  const mapped = new Map<string, FieldMapping>();
  recipe.fields.forEach((field, index) => {
    if (!known.has(field.target)) fault(['fields', index, 'target'], `${recipe.target} has no field ${field.target}`);
    if (mapped.has(field.target)) fault(['fields', index, 'target'], `${field.target} is mapped twice`);
    if (field.from === undefined && field.default === undefined) fault(['fields', index], 'needs a column (from) or a default');
    if (field.as === 'decimal' && field.unit && !sameQuantity(field.unit)) {
      fault(['fields', index, 'unit'], `${field.unit.from} cannot become ${field.unit.to}`);
    }
    if (field.as === 'decimal' && field.decimalSeparator !== 'auto' && field.decimalSeparator === field.groupSeparator) {
      fault(['fields', index, 'groupSeparator'], 'must differ from the decimal separator');
    }
    mapped.set(field.target, field);
  });
  for (const name of required) if (!mapped.has(name)) fault(['fields'], `${recipe.target} needs ${name}`);
  recipe.naturalKey.forEach((name, index) => {
    if (!mapped.get(name)?.required) fault(['naturalKey', index], `${name} must be mapped and required`);
  });
}

function sameQuantity({ from, to }: { from: RecipeUnit; to: RecipeUnit }): boolean {
  return from.endsWith('h') === to.endsWith('h');
}

/** A recipe as it is stored and shipped: one JSON document, never edited, only followed by its next version. */
export const Recipe = z.strictObject({ ...recipeShape, version: z.int().positive() }).superRefine(checkRecipe);
export type Recipe = z.infer<typeof Recipe>;

/** A recipe as it is submitted; the service gives it the next version of its name. */
export const NewRecipeBody = z.strictObject(recipeShape).superRefine(checkRecipe);
export type NewRecipeBody = z.infer<typeof NewRecipeBody>;
