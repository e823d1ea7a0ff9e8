import { z } from 'zod';
import { CustomFieldId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { LocalText } from '../workflows/local-text.ts';
import { Predicate } from '../workflows/predicate.ts';
import { CustomFieldKey, CustomFieldType } from './custom-field.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
/** As many custom fields as a tenant has. */
export const mostCustomFields = 100;

const definition = {
  label: LocalText,
  /** What a `select` is one of. */
  options: z.array(text(100)).max(200).refine((options) => new Set(options).size === options.length, 'names an option twice').nullish(),
  /** Of numbers, such as `m` or `°`. */
  unit: text(20).nullish(),
  /** Whether a plant to which it applies is registered with it, and keeps it. */
  required: z.boolean().default(false),
  /** To which plants it applies; to all where nothing is said. */
  appliesTo: Predicate.nullish(),
};

export const DefineCustomFieldBody = z.strictObject({ key: CustomFieldKey, type: CustomFieldType, ...definition });
export type DefineCustomFieldBody = z.infer<typeof DefineCustomFieldBody>;

/** The whole definition but for key and type, which stay. A retired field takes no values; plants keep what they hold. */
export const ChangeCustomFieldBody = z.strictObject({ ...definition, retired: z.boolean().default(false), reason: text(500).optional() });
export type ChangeCustomFieldBody = z.infer<typeof ChangeCustomFieldBody>;

export const CustomFieldView = z.object({
  id: CustomFieldId,
  key: z.string(),
  type: CustomFieldType,
  label: LocalText,
  options: z.array(z.string()).nullable(),
  unit: z.string().nullable(),
  required: z.boolean(),
  appliesTo: Predicate.nullable(),
  retired: z.boolean(),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type CustomFieldView = z.infer<typeof CustomFieldView>;
export const CustomFieldList = z.object({ items: z.array(CustomFieldView) });
export type CustomFieldList = z.infer<typeof CustomFieldList>;

/** The JSON Schema of what registers a plant of this tenant, its custom fields with it. */
export const PlantSchema = z.object({
  $schema: z.string(),
  title: z.string(),
  type: z.literal('object'),
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()),
  additionalProperties: z.boolean(),
});
export type PlantSchema = z.infer<typeof PlantSchema>;
