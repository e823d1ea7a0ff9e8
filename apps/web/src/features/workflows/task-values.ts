import type { DataField, TaskData, TaskValue } from '@kairos/contracts';

/** What somebody typed, field by field, as long as it is not kept; fields left alone are not in it. */
export type Typed = Readonly<Record<string, string>>;
export type Fault = 'notDecimal' | 'notInteger';

const shapes: Partial<Record<DataField['type'], [RegExp, Fault]>> = {
  decimal: [/^-?\d{1,15}([.,]\d{1,9})?$/, 'notDecimal'],
  integer: [/^-?\d{1,15}$/, 'notInteger'],
};

/** A value as it stands in its field. */
export function shownValue(value: TaskValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

export function faultOf({ type }: DataField, text: string): Fault | undefined {
  const [shape, fault] = shapes[type] ?? [];
  return text.trim() === '' || !shape || shape.test(text.trim()) ? undefined : fault;
}

/** What was typed, as the API takes it: an empty field empties the value, a decimal comma is one. */
export function valuesOf(fields: readonly DataField[], typed: Typed): TaskData {
  return Object.fromEntries(fields.flatMap((field) => (typed[field.code] === undefined ? [] : [[field.code, valueOf(field, typed[field.code] ?? '')]])));
}

function valueOf({ type }: DataField, text: string): TaskValue {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === 'boolean') return trimmed === 'true';
  if (type === 'integer') return Number(trimmed);
  return type === 'decimal' ? trimmed.replace(',', '.') : trimmed;
}
