import { importTargets } from '@kairos/contracts';
import type { FieldMapping, FileProblem, Recipe } from '@kairos/contracts';
import { readerOf } from './read-value.calc.ts';
import type { Reading } from './read-value.calc.ts';

export type CompiledField = {
  target: string;
  /** Index of the source cell; undefined for a field that takes its default in every row. */
  index: number | undefined;
  column: string | null;
  required: boolean;
  default: string | undefined;
  trim: boolean;
  empty: ReadonlySet<string>;
  values: ReadonlyMap<string, string> | undefined;
  keepUnmatched: boolean;
  read: (text: string) => Reading;
};

export type CompiledRecipe = { fields: readonly CompiledField[]; body: (typeof importTargets)[keyof typeof importTargets] };

/** Ties a recipe to the columns of one file, or tells which columns the file lacks. */
export function compileRecipe(recipe: Recipe, columns: readonly string[]): CompiledRecipe | { problem: FileProblem } {
  const positions = new Map(columns.map((name, index) => [name, index]));
  const missing = recipe.fields.flatMap(({ from }) => (from !== undefined && !positions.has(from) ? [`"${from}"`] : []));
  if (missing.length > 0) {
    const detail = `the recipe needs ${missing.join(', ')}, which the file does not have`;
    return { problem: { code: 'missing-column', line: 1, column: columns.length + 1, detail } };
  }
  const compile = (field: FieldMapping): CompiledField => ({
    target: field.target,
    index: field.from === undefined ? undefined : positions.get(field.from),
    column: field.from ?? null,
    required: field.required,
    default: field.default,
    trim: recipe.parse.trim,
    empty: new Set(['', ...recipe.parse.emptyValues, ...field.emptyValues]),
    values: field.values && new Map(Object.entries(field.values)),
    keepUnmatched: field.unmatched === 'keep',
    read: readerOf(field),
  });
  return { fields: recipe.fields.map(compile), body: importTargets[recipe.target] };
}
