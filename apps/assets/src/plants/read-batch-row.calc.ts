import type { ZodError } from 'zod';
import { quickReader, RegisterPlantBody, UpdatePlantBody, type BatchRowResult, type PlantStatus } from '@kairos/contracts';

export type BatchRow = { rowNumber: number; values: Record<string, unknown> };
export type RowError = BatchRowResult['errors'][number];
/** `changes` are what the row says of a plant that is known: what it does not name is left as it is, so defaults belong to a new plant only. */
export type ReadRow = { body: RegisterPlantBody; changes: () => { facts: UpdatePlantBody; status: PlantStatus | undefined } } | { errors: RowError[] };

const readBody = quickReader(RegisterPlantBody);

/** Reads the values of one import row as a plant: the same rules as the API, with an error for each field that breaks one. */
export function readBatchRow(row: BatchRow): ReadRow {
  const parsed = readBody(row.values);
  if (!parsed.success) return { errors: errorsOf(parsed.error, row) };
  const changes = () => {
    const { code: _code, status: _status, ...given } = row.values;
    return { facts: UpdatePlantBody.safeParse(given).data ?? {}, status: 'status' in row.values ? parsed.data.status : undefined };
  };
  return { body: parsed.data, changes };
}

/** What a schema finds wrong with the values of a row, field by field. */
export function errorsOf({ issues }: ZodError, { values }: BatchRow): RowError[] {
  return issues.map((issue) => {
    const field = String(issue.path[0] ?? (issue.code === 'unrecognized_keys' ? issue.keys[0] : ''));
    return { field, code: `invalid-${field || 'row'}`, value: text(values[field]), detail: issue.message };
  });
}

export function rejected(rowNumber: number, errors: RowError[]): BatchRowResult {
  return { rowNumber, outcome: 'rejected', recordId: null, errors };
}

function text(value: unknown): string | null {
  return value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
}
