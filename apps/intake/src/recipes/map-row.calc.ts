import type { RowError } from '@kairos/contracts';
import type { z } from 'zod';
import { shorten } from '../rows/check-row.calc.ts';
import type { SourceRow } from '../rows/source-row.ts';
import type { CompiledField, CompiledRecipe } from './compile-recipe.calc.ts';
import type { Value } from './read-value.calc.ts';

export type MappedValues = Record<string, Value | null>;
export type MappedRow =
  | { kind: 'skipped' }
  | { kind: 'valid'; values: MappedValues }
  | { kind: 'rejected'; errors: RowError[] };

/** One row of the file as the target takes it, or every reason why it does not. */
export function mapRow(recipe: CompiledRecipe, row: SourceRow): MappedRow {
  if (row.blank) return { kind: 'skipped' };
  if (row.fault) return { kind: 'rejected', errors: [row.fault] };
  const values: MappedValues = {};
  const errors: RowError[] = [];
  for (const field of recipe.fields) {
    const reading = readField(field, row.cells);
    if (reading === undefined) continue;
    if ('code' in reading) errors.push(reading);
    else values[field.target] = reading.value;
  }
  if (errors.length > 0) return { kind: 'rejected', errors };
  const broken = brokenContract(recipe, values, row.cells);
  return broken.length > 0 ? { kind: 'rejected', errors: broken } : { kind: 'valid', values };
}

function cellOf(field: CompiledField, cells: readonly string[]): string {
  const cell = (field.index === undefined ? undefined : cells[field.index]) ?? '';
  return field.trim ? cell.trim() : cell;
}

function readField(field: CompiledField, cells: readonly string[]): { value: Value | null } | RowError {
  const cell = cellOf(field, cells);
  const empty = field.empty.has(cell);
  const refuse = (code: string, detail: string): RowError => ({
    code,
    column: field.column,
    field: field.target,
    value: field.index === undefined ? null : shorten(cell),
    detail: `${field.column ?? field.target} ${detail}`,
  });
  if (empty && field.default === undefined) return field.required ? refuse('required', 'must not be empty') : { value: null };
  let text = empty ? (field.default ?? '') : cell;
  if (field.values && !empty) {
    const mapped = field.values.get(text);
    if (mapped === undefined && !field.keepUnmatched) return refuse('unmapped-value', `holds "${shorten(text)}", which the recipe does not map`);
    text = mapped ?? text;
  }
  const reading = field.read(text);
  return 'code' in reading ? refuse(reading.code, reading.detail) : reading;
}

/** What the target's own contract says against the values, told by the columns they came from. */
function brokenContract(recipe: CompiledRecipe, values: MappedValues, cells: readonly string[]): RowError[] {
  const result = recipe.body.safeParse(values);
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const target = String(issue.path[0] ?? '');
    const field = recipe.fields.find((candidate) => candidate.target === target);
    return {
      code: 'invalid-value',
      column: field?.column ?? null,
      field: target || null,
      value: field?.index === undefined ? null : shorten(cellOf(field, cells)),
      detail: `${field?.column ?? (target || 'the row')} ${sentenceOf(issue)}`,
    };
  });
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' ? `must have at least ${issue.minimum} characters` : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `must have at most ${issue.maximum} characters` : `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    default:
      return issue.message.startsWith('must ') ? issue.message : `is not accepted: ${issue.message}`;
  }
}
