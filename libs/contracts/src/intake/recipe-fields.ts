import { z } from 'zod';
import { DateFormat, decimalSeparators, EmptyValues, groupSeparators } from './recipe-parse.ts';
import { ColumnName, columnsOf, columnsOfTransformations, ExactNumber, StepDrift, Taking, Transformations } from './recipe-steps.ts';

export const powerUnits = ['W', 'kW', 'MW', 'GW'] as const;
export const energyUnits = ['Wh', 'kWh', 'MWh', 'GWh'] as const;
export const RecipeUnit = z.enum([...powerUnits, ...energyUnits]);
export type RecipeUnit = z.infer<typeof RecipeUnit>;

export const FieldName = z.string().regex(/^(customFields\.)?[a-z][A-Za-z0-9]{0,60}$/, 'must be a field name');

/** What a field of the first format and one of today have in common. */
const common = {
  target: FieldName,
  /** The source column by its header. A field that takes from nowhere has `default` in every row. */
  from: ColumnName.optional(),
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
const text = { as: z.literal('text'), minLength: z.int().nonnegative().optional(), maxLength: z.int().positive().optional() };
const decimal = {
  as: z.literal('decimal'),
  unit: z.strictObject({ from: RecipeUnit, to: RecipeUnit }).optional(),
  /** `auto` takes what the column shows, and refuses a file whose column may be read in two ways. */
  decimalSeparator: z.enum(['auto', ...decimalSeparators]).default('auto'),
  groupSeparator: z.enum(['auto', ...groupSeparators]).default('auto'),
  min: ExactNumber.optional(),
  max: ExactNumber.optional(),
};
const integer = { as: z.literal('integer'), min: z.int().optional(), max: z.int().optional() };
const date = {
  as: z.literal('date'),
  /** Tried in order. `auto` takes what the column shows, and refuses a file whose column may be read in two ways. */
  formats: z.union([z.literal('auto'), z.array(DateFormat).min(1).max(10)]).default('auto'),
};

export const FieldMappingV1 = z.discriminatedUnion('as', [
  z.strictObject({ ...common, ...text }), z.strictObject({ ...common, ...decimal }), z.strictObject({ ...common, ...integer }), z.strictObject({ ...common, ...date }),
]);
export type FieldMappingV1 = z.infer<typeof FieldMappingV1>;

const made = {
  ...common,
  /** In the place of `from`: something made of columns. */
  take: Taking.optional(),
  /** Done in order, before the text is looked up in `values` and read. */
  transform: Transformations.default([]),
  onDrift: StepDrift.optional(),
};
export const TextField = z.strictObject({ ...made, ...text });
export const DecimalField = z.strictObject({ ...made, ...decimal });
export const IntegerField = z.strictObject({ ...made, ...integer });
export const DateField = z.strictObject({ ...made, ...date });
export const FieldMapping = z.discriminatedUnion('as', [TextField, DecimalField, IntegerField, DateField]);
export type FieldMapping = z.infer<typeof FieldMapping>;

/** The columns that a field reads. */
export function columnsOfField({ from, take, transform }: Pick<FieldMapping, 'from' | 'take' | 'transform'>): string[] {
  return [...(from === undefined ? [] : [from]), ...(take ? columnsOf(take) : []), ...columnsOfTransformations(transform)];
}
