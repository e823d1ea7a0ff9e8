import { PlainDate, recordValueProblem, type CapturedValue, type DataField, type TaskValue, type TaskData } from '@kairos/contracts';
import type { FieldError } from '@kairos/http';

const decimal = /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/;
const fits: Record<DataField['type'], { is: (value: TaskValue) => boolean; detail: string }> = {
  text: { is: (value) => typeof value === 'string' && value.trim() !== '', detail: 'must be a text' },
  date: { is: (value) => PlainDate.safeParse(value).success, detail: 'must be a date such as 2027-03-31' },
  decimal: { is: (value) => typeof value === 'string' && decimal.test(value), detail: 'must be a decimal number such as "998.5"' },
  integer: { is: (value) => Number.isSafeInteger(value), detail: 'must be a whole number' },
  boolean: { is: (value) => typeof value === 'boolean', detail: 'must be true or false' },
};

/**
 * What is wrong with the values of a form, field by field: an unknown field, a value of another type, or one that the authority record it
 * is for would not take. Null empties a field.
 */
export function problemsOfData(fields: readonly DataField[], data: TaskData): FieldError[] {
  return Object.entries(data).flatMap(([code, value]): FieldError[] => {
    const field = fields.find((known) => known.code === code);
    if (!field) return [{ pointer: `/data/${code}`, detail: 'is no field of this form' }];
    if (value === null) return [];
    if (!fits[field.type].is(value)) return [{ pointer: `/data/${code}`, detail: fits[field.type].detail }];
    const problem = field.writesTo ? recordValueProblem(field.writesTo.authority, field.writesTo.field, value) : undefined;
    return problem === undefined ? [] : [{ pointer: `/data/${code}`, detail: problem }];
  });
}

/** The fields that must be filled and are not. */
export function missingData(fields: readonly DataField[], data: TaskData): FieldError[] {
  return fields.filter(({ code, required }) => required && (data[code] ?? null) === null).map(({ code }) => ({ pointer: `/data/${code}`, detail: 'must be filled' }));
}

/** What of a form belongs in the authority records of the plant. */
export function capturedBy(fields: readonly DataField[], data: TaskData): CapturedValue[] {
  return fields.flatMap(({ code, writesTo }) => {
    const value = data[code] ?? null;
    return writesTo && value !== null ? [{ ...writesTo, value }] : [];
  });
}
