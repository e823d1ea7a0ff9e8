import { importTargets } from '@kairos/contracts';
import type { ColumnProfile, FieldMapping, FileProblem, Recipe } from '@kairos/contracts';
import type { SourceRow } from '../rows/source-row.ts';
import { profileColumns } from '../sniffing/profile-columns.calc.ts';
import { readerOf } from './read-value.calc.ts';
import type { Reading, SettledField } from './read-value.calc.ts';
import { settleField } from './settle-field.calc.ts';

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

export type CompiledRecipe = { fields: readonly CompiledField[]; body: (typeof importTargets)[keyof typeof importTargets]['body'] };

/**
 * Ties a recipe to the columns of one file, or tells which columns the file lacks or leave open how they are to be read.
 * The first rows of the file tell how its columns are written.
 */
export function compileRecipe(recipe: Recipe, columns: readonly string[], firstRows: readonly SourceRow[]): CompiledRecipe | { problem: FileProblem } {
  const positions = new Map(columns.map((name, index) => [name, index]));
  const missing = recipe.fields.flatMap(({ from }) => (from !== undefined && !positions.has(from) ? [`"${from}"`] : []));
  if (missing.length > 0) {
    const detail = `the recipe needs ${missing.join(', ')}, which the file does not have`;
    return { problem: { code: 'missing-column', line: 1, column: columns.length + 1, detail } };
  }
  const profiles = profilesOf(recipe, columns, firstRows);
  const profileOf = ({ from }: FieldMapping) => profiles[positions.get(from ?? '') ?? -1];
  const settled: SettledField[] = [];
  for (const field of recipe.fields) {
    const { doubt, ...rest } = settleField(field, profileOf(field));
    if (doubt) return { problem: { code: 'ambiguous-format', line: 1, column: (positions.get(field.from ?? '') ?? 0) + 1, detail: `${field.from}: ${doubt}; the recipe has to say how it is written` } };
    settled.push(rest.field);
  }
  const compile = (field: SettledField): CompiledField => ({
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
  return { fields: settled.map(compile), body: importTargets[recipe.target].body };
}

function profilesOf({ parse, fields }: Recipe, columns: readonly string[], rows: readonly SourceRow[]): ColumnProfile[] {
  const empty = new Set(['', ...parse.emptyValues, ...fields.flatMap(({ emptyValues }) => emptyValues)]);
  const sound = rows.filter(({ fault, blank }) => !fault && !blank);
  return profileColumns(columns, sound.map(({ cells }) => cells), (cell) => empty.has(cell), sound.map(({ numbers }) => numbers));
}
