import { compareExact, parseExact, type ConnectorField } from '@kairos/contracts';
import { fitsPattern } from './field-patterns.calc.ts';
import { valueIn, type RecordValues } from './request-of.calc.ts';

/** What is wrong with one value of a record, as its endpoint sees it. */
export type FieldFault = { field: string; code: 'required' | 'invalid-value'; value: string | null; detail: string };

const shapes: Partial<Record<ConnectorField['type'], RegExp>> = {
  integer: /^-?(0|[1-9]\d{0,30})$/,
  number: /^-?(0|[1-9]\d{0,30})(\.\d{1,30})?$/,
  boolean: /^(true|false)$/,
  email: /^[^\s@]{1,64}@[^\s@]{1,255}$/,
  phone: /^\+?[\d ()./-]{3,30}$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  datetime: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/,
};

/** Everything about a record that its endpoint would not take. */
export function fieldFaults(fields: readonly ConnectorField[], values: RecordValues): FieldFault[] {
  return fields.flatMap((field): FieldFault[] => {
    const value = valueIn(values, field.name);
    if (value === null || value === '') return field.required ? [{ field: field.name, code: 'required', value, detail: `${field.name} is required` }] : [];
    const wrong = wrongWith(field, value);
    return wrong === undefined ? [] : [{ field: field.name, code: 'invalid-value', value: value.slice(0, 200), detail: `${field.name} ${wrong}` }];
  });
}

function wrongWith(field: ConnectorField, value: string): string | undefined {
  const { type, minLength, maxLength, min, max, values, pattern } = field;
  if (shapes[type]?.test(value) === false || !isOf(type, value)) return `is no ${type}`;
  if (minLength !== undefined && value.length < minLength) return `must have at least ${minLength} characters`;
  if (maxLength !== undefined && value.length > maxLength) return `may have at most ${maxLength} characters`;
  if (values && !values.includes(value)) return `must be one of ${values.slice(0, 10).join(', ')}`;
  if (!fitsPattern(field, value)) return `must match ${(pattern ?? '').slice(0, 100)}`;
  if (min !== undefined && compared(value, min) < 0) return `must be at least ${min}`;
  return max !== undefined && compared(value, max) > 0 ? `may be at most ${max}` : undefined;
}

function isOf(type: ConnectorField['type'], value: string): boolean {
  if (type === 'date') return new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
  if (type === 'url') return /^https?:$/.test(URL.parse(value)?.protocol ?? '');
  if (type !== 'object' && type !== 'array') return true;
  try {
    const content: unknown = JSON.parse(value);
    return typeof content === 'object' && content !== null && Array.isArray(content) === (type === 'array');
  } catch {
    return false;
  }
}

/** What is no number is no fault of its size. */
function compared(value: string, bound: string): number {
  const [a, b] = [parseExact(value), parseExact(bound)];
  return a && b ? compareExact(a, b) : 0;
}
