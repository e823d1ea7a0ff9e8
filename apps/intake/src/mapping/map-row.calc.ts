import type { RowError } from '@kairos/contracts';
import type { z } from 'zod';
import { RowTakesTooLong } from '../patterns/work-meter.ts';
import { shorten } from '../rows/check-row.calc.ts';
import type { SourceRow } from '../rows/source-row.ts';
import { asMarked } from '../steps/marked-text.calc.ts';
import { isPlainNumber, textMade, waiting, type Outcome, type PlainNumber, type Refusal, type RowAtHand, type Take } from '../steps/step.ts';
import { brokenRules } from './broken-rules.calc.ts';
import type { CompiledField, CompiledRecipe } from './compile-recipe.calc.ts';
import type { Value } from './read-value.calc.ts';

export type MappedValues = Record<string, Value | null>;
/** An expression to work out: its number in the recipe, and what it is given beside the columns. */
export type ExpressionCall = { expression: number; value: string | null; fields: MappedValues | null };
export type MappedRow =
  | { kind: 'skipped' }
  /** `notes` are warnings and remarks, which leave the row as it is. */
  | { kind: 'valid'; values: MappedValues; notes?: RowError[] }
  | { kind: 'rejected'; errors: RowError[] };
/** A row that waits for expressions: map it again with their answers, by their numbers. */
export type WaitingRow = { kind: 'waiting'; calls: ExpressionCall[]; cells: readonly (string | undefined)[] };
export type Answers = readonly (string | PlainNumber | Refusal | undefined)[];

/** What rows are made from, so that none has a field because all objects have something of its name. */
const nothing = Object.freeze(Object.create(null) as object);

/** One row of the file as the target takes it, or every reason why it does not, by a recipe without expressions. */
export function mapRow(recipe: CompiledRecipe, row: SourceRow): MappedRow {
  const mapped = mapRowWith(recipe, row);
  if (mapped.kind === 'waiting') throw new Error('A recipe with expressions maps its rows with their answers.');
  return mapped;
}

/** The same with the answers of expressions that are known; the row waits while others are not. `spent` is the work that it has taken before. */
export function mapRowWith(recipe: CompiledRecipe, row: SourceRow, answers?: Answers, spent = 0): MappedRow | WaitingRow {
  recipe.meter.begin(spent);
  if (row.blank) return { kind: 'skipped' };
  if (row.fault) return { kind: 'rejected', errors: [row.fault] };
  if (recipe.skipEmptyRows && row.cells.every((cell) => cell.trim() === '')) return { kind: 'skipped' };
  const calls: ExpressionCall[] = [];
  const errors: RowError[] = [];
  const notes: RowError[] = [];
  const hand = atHand(recipe, row, { answers, calls, errors });
  const values = Object.create(nothing) as MappedValues;
  for (const field of recipe.fields) {
    const reading = readField(field, hand);
    if (reading === undefined) continue;
    if (!('code' in reading)) values[field.target] = reading.value;
    else if (recipe.onError === 'continue' && !field.required) notes.push({ ...reading, severity: 'warning' });
    else errors.push(reading);
  }
  // Rules look at columns and fields, so these are to be known first.
  if (recipe.rules.length > 0 && calls.length === 0) {
    for (const broken of brokenRules(recipe, hand, values, calls, answers)) (broken.severity ? notes : errors).push(broken);
  }
  if (calls.length > 0) return { kind: 'waiting', calls, cells: hand.cells };
  if (errors.length > 0) return { kind: 'rejected', errors: [...errors, ...notes] };
  const left = withinContract(recipe, values, hand, notes);
  if (left.length > 0) return { kind: 'rejected', errors: [...left, ...notes] };
  return notes.length > 0 ? { kind: 'valid', values, notes } : { kind: 'valid', values };
}

const neverAsked = (): Outcome => waiting;

/** The row with the columns that steps make. */
function atHand(recipe: CompiledRecipe, row: SourceRow, { answers, calls, errors }: { answers: Answers | undefined; calls: ExpressionCall[]; errors: RowError[] }): RowAtHand {
  if (recipe.steps.length === 0 && recipe.expressions.length === 0) return { cells: row.cells, numbers: row.numbers, ask: neverAsked };
  let stepWaits = false;
  const ask = (expression: number, value: string | null): Outcome => {
    const answer = answers?.[expression];
    // What an expression reads may be a column that still waits; it is asked once that is known.
    if (answer === undefined && !stepWaits) calls.push({ expression, value, fields: null });
    return typeof answer === 'string' ? asMarked(answer, hand) : (answer ?? waiting);
  };
  const numbers: (boolean | undefined)[] = [...(row.numbers ?? [])];
  const hand: RowAtHand = { cells: [...row.cells], numbers, ask };
  for (const { into, derive } of recipe.steps) {
    const outcome = carefully(derive, hand);
    stepWaits ||= outcome === waiting;
    numbers[hand.cells.length] = isPlainNumber(outcome);
    hand.cells.push(textMade(outcome));
    if (typeof outcome === 'object' && 'code' in outcome) errors.push({ code: outcome.code, column: into, field: null, value: null, detail: `${into} ${outcome.detail}` });
  }
  return hand;
}

function carefully(derive: Take, hand: RowAtHand): Outcome {
  try {
    return derive(hand);
  } catch (error) {
    if (error instanceof RowTakesTooLong) return { code: 'pattern-too-slow', detail: 'is made of texts that are too long for what is to be done with them' };
    throw error;
  }
}

function textOf(field: CompiledField, hand: RowAtHand): Outcome {
  if (field.derive) return carefully(field.derive, hand);
  const { index } = field;
  if (index === undefined) return '';
  const cell = hand.cells[index] ?? '';
  const text = field.trim ? cell.trim() : cell;
  return hand.numbers?.[index] && text !== '' ? { number: text } : text;
}

/** Undefined while the field waits. */
function readField(field: CompiledField, hand: RowAtHand): { value: Value | null } | RowError | undefined {
  const found = textOf(field, hand);
  if (found === waiting) return undefined;
  const cell = typeof found === 'string' ? found : (textMade(found) ?? '');
  if (typeof found === 'object' && 'code' in found) return refuse(field, cell, found);
  const empty = cell.length <= field.longestEmpty && field.empty.has(cell);
  if (empty && field.default === undefined) return field.required ? refuse(field, cell, { code: 'required', detail: 'must not be empty' }) : { value: null };
  let text = empty ? (field.default ?? '') : cell;
  let plain = !empty && isPlainNumber(found);
  if (field.values && !empty) {
    const mapped = field.values.get(text);
    if (mapped === undefined && !field.keepUnmatched) return refuse(field, cell, { code: 'unmapped-value', detail: `holds "${shorten(text)}", which the recipe does not map` });
    plain &&= mapped === undefined;
    text = mapped ?? text;
  }
  const reading = field.read(text, plain);
  return 'code' in reading ? refuse(field, cell, reading) : reading;
}

function refuse(field: CompiledField, cell: string, { code, detail }: { code: string; detail: string }): RowError {
  return { code, column: field.column, field: field.target, value: field.index === undefined && !field.derive ? null : shorten(cell), detail: `${field.column ?? field.target} ${detail}` };
}

/** What the target's own contract says against the values. Where a recipe goes on without bad cells, those of fields that may be empty are taken out. */
function withinContract(recipe: CompiledRecipe, values: MappedValues, hand: RowAtHand, notes: RowError[]): RowError[] {
  const broken = brokenContract(recipe, values, hand);
  if (broken.length === 0 || recipe.onError !== 'continue') return broken;
  const spared = broken.filter(({ field }) => recipe.fields.some(({ target, required }) => target === field && !required));
  if (spared.length < broken.length) return broken;
  for (const error of spared) {
    delete values[error.field ?? ''];
    notes.push({ ...error, severity: 'warning' });
  }
  return brokenContract(recipe, values, hand);
}

function brokenContract(recipe: CompiledRecipe, values: MappedValues, hand: RowAtHand): RowError[] {
  const result = recipe.body(values);
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const target = String(issue.path[0] ?? '');
    const field = recipe.fields.find((candidate) => candidate.target === target);
    const text = field && (field.index !== undefined || field.derive) ? textMade(textOf(field, hand)) : undefined;
    return {
      code: 'invalid-value',
      column: field?.column ?? null,
      field: target || null,
      value: text === undefined ? null : shorten(text),
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
