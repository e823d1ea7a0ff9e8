import { z } from 'zod';

/** `number` is a decimal number, told as a text such as `12.5`; `select` one of the options. */
export const customFieldTypes = ['text', 'number', 'integer', 'boolean', 'date', 'select'] as const;
export const CustomFieldType = z.enum(customFieldTypes);
export type CustomFieldType = z.infer<typeof CustomFieldType>;

export const CustomFieldKey = z.string().regex(/^[a-z][A-Za-z0-9]{0,49}$/, 'must be letters and digits, a small letter first, such as tipHeight').refine((key) => !(key in {}), 'is a name that every object has');
export const CustomFieldValue = z.union([z.string().max(2000), z.number(), z.boolean()]);
export type CustomFieldValue = z.infer<typeof CustomFieldValue>;
/** What a plant holds in custom fields, by their keys. */
export const CustomFieldValues = z.record(z.string(), CustomFieldValue);
export type CustomFieldValues = z.infer<typeof CustomFieldValues>;

/** Values as they are given: null takes one away, a field that is not named stays. */
export const GivenCustomFields = z.record(CustomFieldKey, CustomFieldValue.nullable());
export type GivenCustomFields = z.infer<typeof GivenCustomFields>;

/** How a custom field is called beside the other fields of a plant: `customFields.tipHeight`. */
export const customFieldPath = (key: string) => `customFields.${key}` as const;
export const CustomFieldPath = z.string().regex(/^customFields\.[a-z][A-Za-z0-9]{0,49}$/, 'must be a custom field such as customFields.tipHeight');

/** The key in `customFields.tipHeight`; undefined for any other field. */
export function customFieldKeyOf(path: string): string | undefined {
  return path.startsWith('customFields.') ? path.slice('customFields.'.length) : undefined;
}

/** A query that narrows by custom fields too, `customFields.tipHeight=120`, and by nothing else that it does not name. */
export function withCustomFields<S extends z.ZodRawShape>(shape: S) {
  return z.looseObject(shape).superRefine((query, context) => {
    const others = Object.entries(query).filter(([name]) => !Object.hasOwn(shape, name));
    const unknown = others.flatMap(([name, value]) => (CustomFieldPath.safeParse(name).success && z.string().max(2000).safeParse(value).success ? [] : [name]));
    if (unknown.length > 0) context.addIssue({ code: 'unrecognized_keys', keys: unknown, message: 'is not known', input: query });
  });
}
