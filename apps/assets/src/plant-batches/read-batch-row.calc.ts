import type { ZodError } from 'zod';
import { quickReader, RegisterPlantBody, UpdatePlantBody, type BatchRowResult, type PlantStatus } from '@kairos/contracts';
import { nestedCustomFields } from '../custom-fields/custom-field-paths.calc.ts';
import type { CustomFieldRules } from '../custom-fields/custom-field-rules.calc.ts';

export type BatchRow = { rowNumber: number; values: Record<string, unknown> };
export type RowError = BatchRowResult['errors'][number];
/** `changes` are what the row says of a plant that is known: what it does not name is left as it is, so defaults belong to a new plant only. */
export type ReadRow = { body: RegisterPlantBody; changes: () => { facts: UpdatePlantBody; status: PlantStatus | undefined } } | { errors: RowError[] };

const readBody = quickReader(RegisterPlantBody);

/** Reads the values of one import row as a plant: the same rules as the API, with an error for each field that breaks one. A row names a custom field as the log does. */
export function readBatchRow(row: BatchRow, customFields: CustomFieldRules): ReadRow {
  // A tenant without custom fields has none to look for.
  const values = customFields.size === 0 ? row.values : nested(row.values);
  const parsed = readBody(values);
  if (!parsed.success) return { errors: errorsOf(parsed.error, row) };
  const changes = () => {
    const { code: _code, status: _status, ...given } = values;
    return { facts: UpdatePlantBody.safeParse(given).data ?? {}, status: 'status' in values ? parsed.data.status : undefined };
  };
  return { body: parsed.data, changes };
}

/** What a schema finds wrong with the values of a row, field by field. */
export function errorsOf({ issues }: ZodError, { values }: BatchRow): RowError[] {
  return issues.map((issue) => {
    const [first = '', key] = issue.path.length === 0 && issue.code === 'unrecognized_keys' ? [issue.keys[0]] : issue.path;
    const field = key !== undefined && first === 'customFields' ? `customFields.${String(key)}` : String(first);
    return { field, code: `invalid-${field || 'row'}`, value: text(values[field]), detail: issue.message };
  });
}

function nested(values: Record<string, unknown>): Record<string, unknown> {
  const { others, customFields } = nestedCustomFields(values);
  return customFields ? { ...others, customFields: { ...(values['customFields'] as object | undefined), ...customFields } } : values;
}

export function rejected(rowNumber: number, errors: RowError[]): BatchRowResult {
  return { rowNumber, outcome: 'rejected', recordId: null, errors };
}

function text(value: unknown): string | null {
  return value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
}
