import { customFieldPath, RegisterPlantBody, type CustomFieldType, type CustomFieldView, type PlantSchema } from '@kairos/contracts';
import { z } from 'zod';

const shapes: Record<CustomFieldType, object> = {
  text: { type: 'string', maxLength: 2000 },
  number: { type: 'string', pattern: '^-?(0|[1-9]\\d{0,14})(\\.\\d{1,9})?$' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  select: { type: 'string' },
};

/** What registers a plant, as JSON Schema, with the custom fields there are. `x-applies-to` says to which plants one applies, `x-import-target` how a recipe names it. */
export function plantSchemaWith(fields: readonly CustomFieldView[]): PlantSchema {
  const { properties = {}, required = [], $schema } = z.toJSONSchema(RegisterPlantBody, { io: 'input', unrepresentable: 'any' });
  const current = fields.filter(({ retired }) => !retired);
  const own = Object.fromEntries(current.map((field) => [field.key, schemaOf(field)]));
  const always = current.filter((field) => field.required && field.appliesTo === null).map(({ key }) => key);
  const customFields = { type: 'object', properties: own, ...(always.length > 0 ? { required: always } : {}), additionalProperties: false };
  return { $schema: $schema ?? '', title: 'Plant', type: 'object', properties: { ...properties, customFields }, required: always.length > 0 ? [...required, 'customFields'] : required, additionalProperties: false };
}

function schemaOf({ key, type, label, options, unit, required, appliesTo }: CustomFieldView): object {
  return {
    ...shapes[type], ...(options ? { enum: options } : {}), title: label.en, 'x-title-it': label.it, ...(unit ? { 'x-unit': unit } : {}), 'x-required': required,
    ...(appliesTo ? { 'x-applies-to': appliesTo } : {}), 'x-import-target': customFieldPath(key),
  };
}
