import { customFieldKeyOf, customFieldPath, type CustomFieldValue, type CustomFieldValues, type GivenCustomFields } from '@kairos/contracts';

/** Values beside the other fields of a plant, as its log tells them: `customFields.tipHeight`. */
export function flatCustomFields(values: CustomFieldValues | null | undefined): Record<`customFields.${string}`, CustomFieldValue> {
  const flat: Record<string, CustomFieldValue> = {};
  for (const key in values) flat[customFieldPath(key)] = values[key] as CustomFieldValue;
  return flat;
}

/** The same taken apart again: the other fields as they are, and the custom ones by key. */
export function nestedCustomFields<T extends Record<string, unknown>>(facts: T): { others: Partial<T>; customFields: GivenCustomFields | undefined } {
  const entries = Object.entries(facts);
  const own = entries.flatMap(([name, value]) => (customFieldKeyOf(name) === undefined ? [] : [[customFieldKeyOf(name), value] as const]));
  if (own.length === 0) return { others: facts, customFields: undefined };
  return { others: Object.fromEntries(entries.filter(([name]) => customFieldKeyOf(name) === undefined)) as Partial<T>, customFields: Object.fromEntries(own) as GivenCustomFields };
}
