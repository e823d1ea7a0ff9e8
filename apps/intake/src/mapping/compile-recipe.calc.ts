import type { z } from 'zod';
import { customFieldKeyOf, importTargets, isServiceTarget, quickReader } from '@kairos/contracts';
import type { ColumnProfile, FieldMapping, FileProblem, OnError, Recipe, ServiceTarget, Severity } from '@kairos/contracts';
import { driftReport, missingColumns } from '../drift/drift-report.calc.ts';
import { WorkMeter } from '../patterns/work-meter.ts';
import type { SourceRow } from '../rows/source-row.ts';
import { profileColumns } from '../sniffing/profile-columns.calc.ts';
import { compileRule } from '../steps/rules.calc.ts';
import { isPlainNumber, textMade, type Refusal, type Scope, type Take } from '../steps/step.ts';
import { compileTaking } from '../steps/takings.calc.ts';
import { compileTransformations } from '../steps/transformations.calc.ts';
import { readerOf } from './read-value.calc.ts';
import type { Reading, SettledField } from './read-value.calc.ts';
import { settleField } from './settle-field.calc.ts';

export type CompiledField = {
  target: string;
  /** Index of the source cell; undefined for a field that is derived or takes its default in every row. */
  index: number | undefined;
  /** Makes the text of a field that is more than a cell. */
  derive: Take | undefined;
  column: string | null;
  required: boolean;
  default: string | undefined;
  trim: boolean;
  empty: ReadonlySet<string>;
  /** As many characters as the longest way to write nothing has. */
  longestEmpty: number;
  values: ReadonlyMap<string, string> | undefined;
  keepUnmatched: boolean;
  read: (text: string, plain?: boolean) => Reading;
};
export type CompiledStep = { into: string; derive: Take };
export type CompiledRule = {
  field: string | null;
  column: string | null;
  severity: Severity;
  code: string | undefined;
  message: string | undefined;
  /** What is checked: a field's value or, by its reader, a column. */
  cell: ReturnType<Scope['reader']> | undefined;
  /** An expression by its number, or a check of text. */
  check: number | ((text: string) => Refusal | undefined);
};

export type CompiledRecipe = {
  /** The names of the columns of the file, then of those that steps make. */
  columns: readonly string[];
  /** Expressions by their numbers. */
  expressions: readonly string[];
  /** Counts the work of the row at hand. */
  meter: WorkMeter;
  steps: readonly CompiledStep[];
  fields: readonly CompiledField[];
  rules: readonly CompiledRule[];
  onError: OnError['action'];
  skipEmptyRows: boolean;
  /** Reads a row as the target does; a connector takes anything, and looks at it itself. */
  body: (values: unknown) => z.ZodSafeParseResult<unknown>;
};

const anything = (data: unknown): z.ZodSafeParseResult<unknown> => ({ success: true, data });
const bodies = new Map<ServiceTarget, CompiledRecipe['body']>();

function bodyOf(target: Recipe['target']): CompiledRecipe['body'] {
  if (!isServiceTarget(target)) return anything;
  const body = bodies.get(target) ?? quickReader(importTargets[target].body);
  bodies.set(target, body);
  return body;
}

/** Custom fields are the tenant's own: the target that knows them looks at their values. */
function leavingOut(names: readonly string[], body: CompiledRecipe['body']): CompiledRecipe['body'] {
  if (names.length === 0) return body;
  return (values) => body(Object.fromEntries(Object.entries(values as object).filter(([name]) => !names.includes(name))));
}

/**
 * Ties a recipe to the columns of one file, or tells which columns the file lacks or leave open how they are to be read.
 * The first rows of the file tell how its columns are written.
 *
 * @throws PatternFault for a pattern that is none; such a recipe is not published
 */
export function compileRecipe(whole: Recipe, columns: readonly string[], firstRows: readonly SourceRow[]): CompiledRecipe | { problem: FileProblem } {
  const profiles = profilesOf(whole, columns, firstRows);
  const { problem, skipped } = misfitOf(whole, columns, profiles);
  if (problem) return { problem };
  const recipe = withoutSkipped({ ...whole, fields: whole.fields.filter(({ target }) => !skipped.has(target)) }, columns);
  const all = [...columns, ...recipe.steps.map(({ into }) => into)];
  const positions = new Map(all.map((name, index) => [name, index]));
  const settled: SettledField[] = [];
  for (const field of recipe.fields) {
    const { doubt, ...rest } = settleField(field, readAsWritten(field) ? profiles[positions.get(field.from ?? '') ?? -1] : undefined);
    if (doubt) return { problem: { code: 'ambiguous-format', line: 1, column: (positions.get(field.from ?? '') ?? 0) + 1, detail: `${field.from}: ${doubt}; the recipe has to say how it is written` } };
    settled.push(rest.field);
  }
  const expressions: string[] = [];
  const meter = new WorkMeter();
  const scope = scopeOf(recipe, positions, { expressions, meter });
  return {
    columns: all, expressions, meter,
    steps: recipe.steps.map(({ into, take, transform }) => ({ into, derive: chain(compileTaking(take, scope), compileTransformations(transform, scope)) })),
    fields: settled.map((field) => compileField(recipe, field, { positions, scope, ownColumns: columns.length })),
    rules: recipe.rules.filter(({ field }) => field === undefined || recipe.fields.some(({ target }) => target === field)).map((rule) => ({
      field: rule.field ?? null, column: rule.column ?? recipe.fields.find(({ target }) => target === rule.field)?.from ?? null, severity: rule.severity, code: rule.code, message: rule.message,
      cell: rule.column === undefined ? undefined : scope.reader(rule.column),
      check: rule.kind === 'custom' ? scope.numberOf(rule.expression) : compileRule(rule, meter),
    })),
    onError: recipe.onError.action, skipEmptyRows: recipe.parse.skipEmptyRows, body: leavingOut(recipe.fields.map(({ target }) => target).filter((target) => customFieldKeyOf(target) !== undefined), bodyOf(recipe.target)),
  };
}

/** Why a file is refused as it is, or the fields that are left out because their columns hold something else now. */
function misfitOf(recipe: Recipe, columns: readonly string[], profiles: readonly ColumnProfile[]): { problem?: FileProblem; skipped: ReadonlySet<string> } {
  const { missing, retyped, added } = driftReport(recipe, columns, profiles);
  const skipped = new Set(retyped.flatMap(({ usedBy, action }) => (action === 'skip' ? [usedBy] : [])));
  const refuse = (code: FileProblem['code'], column: number, detail: string) => ({ problem: { code, line: 1, column, detail }, skipped });
  const named = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const lacking = missing.filter(({ action }) => action === 'stop').map(({ column }) => column);
  if (lacking.length > 0) return refuse('missing-column', columns.length + 1, `the recipe needs ${named(lacking)}, which the file does not have`);
  const changed = retyped.find(({ action }) => action === 'stop');
  if (changed) return refuse('retyped-column', columns.indexOf(changed.column) + 1, `"${changed.column}" holds ${changed.found}, and the recipe reads ${changed.expected} there`);
  const [first] = recipe.onDrift.added === 'stop' ? added : [];
  return first === undefined ? { skipped } : refuse('unexpected-column', columns.indexOf(first) + 1, `the recipe does not know ${named(added.slice(0, 10))}`);
}

/** The recipe without the fields, steps and rules that are left out for want of a column, and without what needs those in turn. */
function withoutSkipped(recipe: Recipe, columns: readonly string[]): Recipe {
  const skipped = new Set(missingColumns(recipe, columns).flatMap(({ usedBy, action }) => (action === 'skip' ? [usedBy] : [])));
  if (skipped.size === 0) return recipe;
  return withoutSkipped({
    ...recipe,
    steps: recipe.steps.filter(({ into }) => !skipped.has(into)),
    fields: recipe.fields.filter(({ target }) => !skipped.has(target)),
    rules: recipe.rules.filter((rule) => !(rule.column !== undefined && skipped.has(rule.code ?? rule.kind))),
  }, columns);
}

const chain = (take: Take, transform: ReturnType<typeof compileTransformations>): Take => (row) => {
  const taken = take(row);
  const text = textMade(taken);
  return text === undefined ? taken : transform(text, row, isPlainNumber(taken));
};

function scopeOf({ parse, fields }: Recipe, positions: ReadonlyMap<string, number>, { expressions, meter }: { expressions: string[]; meter: WorkMeter }): Scope {
  const emptyAs = (column: string) => new Set([...parse.emptyValues, ...fields.flatMap(({ from, emptyValues }) => (from === column ? emptyValues : []))]);
  return {
    reader: (column) => {
      const [at, empty] = [positions.get(column), emptyAs(column)];
      if (at === undefined) return () => '';
      return ({ cells }) => {
        const cell = parse.trim ? cells[at]?.trim() : cells[at];
        return cell !== undefined && empty.has(cell) ? '' : cell;
      };
    },
    isNumber: (column) => {
      const at = positions.get(column);
      return ({ numbers }) => at !== undefined && numbers?.[at] === true;
    },
    meter,
    numberOf: (expression) => expressions.push(expression) - 1,
  };
}

function compileField(recipe: Recipe, field: SettledField, { positions, scope, ownColumns }: { positions: ReadonlyMap<string, number>; scope: Scope; ownColumns: number }): CompiledField {
  const at = field.from === undefined ? undefined : positions.get(field.from);
  const plain = !field.take && field.transform.length === 0 && (at === undefined || at < ownColumns);
  const take = field.take ?? (field.from === undefined ? undefined : { kind: 'direct' as const, column: field.from });
  const empty = ['', ...recipe.parse.emptyValues, ...field.emptyValues];
  return {
    target: field.target,
    index: plain ? at : undefined,
    derive: plain || !take ? undefined : chain(compileTaking(take, scope), compileTransformations(field.transform, scope)),
    column: field.from ?? null,
    required: field.required,
    default: field.default,
    trim: recipe.parse.trim,
    empty: new Set(empty),
    longestEmpty: Math.max(...empty.map(({ length }) => length)),
    values: field.values && new Map(Object.entries(field.values)),
    keepUnmatched: field.unmatched === 'keep',
    read: readerOf(field),
  };
}

/** Whether the text that is read is written as the column is: nothing but its letters was changed. */
function readAsWritten({ take, transform }: FieldMapping): boolean {
  return !take && transform.every(({ kind }) => kind === 'formatText' || kind === 'replaceValue');
}

export function profilesOf({ parse, fields }: Recipe, columns: readonly string[], rows: readonly SourceRow[]): ColumnProfile[] {
  const empty = new Set(['', ...parse.emptyValues, ...fields.flatMap(({ emptyValues }) => emptyValues)]);
  const sound = rows.filter(({ fault, blank }) => !fault && !blank);
  return profileColumns(columns, sound.map(({ cells }) => cells), (cell) => empty.has(cell), sound.map(({ numbers }) => numbers));
}
