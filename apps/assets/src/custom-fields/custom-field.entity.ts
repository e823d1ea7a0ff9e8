import { defineEntity, p } from '@mikro-orm/core';
import type { ChangeCustomFieldBody, CustomFieldType, DefineCustomFieldBody, LocalText, Predicate } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import { CustomFieldOptionsMissing, CustomFieldTakesNo } from './custom-field.errors.ts';

const CustomFieldSchema = defineEntity({
  name: 'CustomField',
  tableName: 'custom_field',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    key: p.string(),
    type: p.string().$type<CustomFieldType>(),
    label: p.json<LocalText>(),
    options: p.array().nullable(),
    unit: p.string().nullable(),
    required: p.boolean(),
    appliesTo: p.json<Predicate>().nullable(),
    retired: p.boolean(),
    version: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** A field of plants that a tenant defined. */
export class CustomField extends CustomFieldSchema.class {
  /** @throws CustomFieldOptionsMissing, CustomFieldTakesNo */
  static define({ key, type, ...definition }: DefineCustomFieldBody, tenantId: string): CustomField {
    const now = new Date();
    return Object.assign(new CustomField(), { id: newId(), tenantId, key, type, ...soundly(type, definition), retired: false, version: 1, createdAt: now, updatedAt: now });
  }

  /** @throws CustomFieldOptionsMissing, CustomFieldTakesNo */
  change({ retired, reason: _told, ...definition }: ChangeCustomFieldBody): void {
    Object.assign(this, soundly(this.type, definition), { retired, updatedAt: new Date() });
  }
}
CustomFieldSchema.setClass(CustomField);

type Definition = Omit<DefineCustomFieldBody, 'key' | 'type'>;

function soundly(type: CustomFieldType, { label, options, unit, required, appliesTo }: Definition) {
  if (type === 'select' && !options?.length) throw new CustomFieldOptionsMissing();
  if (type !== 'select' && options?.length) throw new CustomFieldTakesNo('options', type);
  if (type !== 'number' && type !== 'integer' && unit) throw new CustomFieldTakesNo('unit', type);
  return { label, options: type === 'select' ? (options ?? null) : null, unit: unit ?? null, required, appliesTo: appliesTo ?? null };
}
