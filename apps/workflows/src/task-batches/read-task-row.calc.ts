import type { ZodError } from 'zod';
import { ImportedTaskBody, quickReader, type BatchRowResult } from '@kairos/contracts';
import type { DomainError } from '@kairos/http';

export type BatchRow = { rowNumber: number; values: Record<string, unknown> };
export type RowError = BatchRowResult['errors'][number];
/** What a row says, without what it leaves empty. */
export type TaskRow = { rowNumber: number; body: Said };
type Said = { [K in keyof ImportedTaskBody]: NonNullable<ImportedTaskBody[K]> | (null extends ImportedTaskBody[K] ? undefined : never) };

const readBody = quickReader(ImportedTaskBody);

/** Reads the values of one import row as a task, with an error for each field that breaks a rule. */
export function readTaskRow(row: BatchRow): TaskRow | { errors: RowError[] } {
  const parsed = readBody(row.values);
  if (!parsed.success) return { errors: errorsOf(parsed.error, row) };
  const body = Object.fromEntries(Object.entries(parsed.data).map(([field, value]) => [field, value ?? undefined])) as Said;
  const { status, startedOn, completedOn } = body;
  if (completedOn && status !== 'Completed') return { errors: [{ field: 'completedOn', code: 'day-without-status', value: completedOn, detail: 'goes with the status Completed' }] };
  if (startedOn && status !== 'Completed' && status !== 'In Progress') return { errors: [{ field: 'startedOn', code: 'day-without-status', value: startedOn, detail: 'goes with the status In Progress or Completed' }] };
  return { rowNumber: row.rowNumber, body };
}

/** The texts that rows hold in a field, each once. */
export function textsOf(rows: readonly BatchRow[], field: keyof ImportedTaskBody): string[] {
  return [...new Set(rows.flatMap(({ values: { [field]: value } }) => (typeof value === 'string' ? [value.trim()] : [])))];
}

export function rejected(rowNumber: number, errors: RowError[]): BatchRowResult {
  return { rowNumber, outcome: 'rejected', recordId: null, errors };
}

/** Where a refusal names no field of a row: the field that it is about. */
const fieldOf: Readonly<Record<string, keyof ImportedTaskBody>> = {
  'illegal-transition': 'status', 'task-must-wait': 'status', 'task-is-mandatory': 'status', 'task-does-not-apply': 'status', 'task-is-not-done': 'status', 'documents-missing': 'status', 'workflow-is-not-active': 'status',
  'suspension-not-possible': 'status', 'task-follows-workflow': 'status', 'reason-required': 'reason', 'task-is-closed': 'dueOn', 'term-is-peremptory': 'dueOn', 'not-of-allowed-role': 'title', 'workflow-is-closed': 'workflow',
  'too-many-tasks': 'workflow', 'stage-unknown': 'workflow', 'template-does-not-apply': 'template', 'workflow-template-not-found': 'template',
};
const ofPointer: Readonly<Record<string, keyof ImportedTaskBody>> = { '/on': 'startedOn', '/completedOn': 'completedOn', '/dueOn': 'dueOn', '/assignee': 'assignee' };

/** A refusal of a command as an error of the row that asked for it; what is missing is named. */
export function refusedRow({ rowNumber, body }: TaskRow, { code, message, errors = [] }: DomainError): BatchRowResult {
  const field = fieldOf[code] ?? ofPointer[errors[0]?.pointer ?? ''] ?? (errors[0]?.pointer ?? '').slice(1);
  const value = body[field as keyof ImportedTaskBody];
  const named = code === 'task-is-not-done' || code === 'documents-missing' ? ` ${errors.map(({ pointer, detail }) => `${pointer.slice(pointer.lastIndexOf('/') + 1)} ${detail}`).join('; ')}` : '';
  return rejected(rowNumber, [{ field, code, value: value === undefined ? null : String(value), detail: `${message}${named}` }]);
}

function errorsOf({ issues }: ZodError, { values }: BatchRow): RowError[] {
  return issues.map((issue) => {
    const field = String(issue.path[0] ?? (issue.code === 'unrecognized_keys' ? issue.keys[0] : ''));
    const value = values[field];
    return { field, code: `invalid-${field || 'row'}`, value: typeof value === 'string' ? value.slice(0, 200) : value === undefined || value === null ? null : JSON.stringify(value).slice(0, 200), detail: issue.message };
  });
}
