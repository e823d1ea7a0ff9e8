import type { ColumnProfile, FieldMapping, ImportField, NewRecipeBody, RecipeParse, RecipeProposal, RecipeUnit, ValueMatch } from '@kairos/contracts';

const sureOfFormat = 0.7;
const units = ['W', 'kW', 'MW', 'GW', 'Wh', 'kWh', 'MWh', 'GWh'] as const satisfies readonly RecipeUnit[];

/** What somebody chose for a field, in place of what was proposed; null is nothing. */
export type Choices = Readonly<Record<string, FieldMapping | null>>;

/** How each field is read: as somebody chose, otherwise as it is proposed where the file still has that column. */
export function mappingOf({ fields, mapping, profiles }: Pick<RecipeProposal, 'fields' | 'mapping' | 'profiles'>, choices: Choices): FieldMapping[] {
  const present = new Set(profiles.map(({ name }) => name));
  return fields.flatMap(({ name }) => {
    const chosen = choices[name];
    const field = chosen === undefined ? mapping.find(({ target }) => target === name) : chosen;
    return field && (field.from === undefined || present.has(field.from)) ? [field] : [];
  });
}

export const missingFields = (fields: readonly ImportField[], mapping: readonly FieldMapping[]): string[] =>
  fields.filter(({ name, required }) => required && !mapping.some(({ target }) => target === name)).map(({ name }) => name);

/** The unit that a field counts in, by its name: `capacityKw` in kW. */
export function unitOfField(name: string): RecipeUnit | undefined {
  return [...units].sort((a, b) => b.length - a.length).find((unit) => unit.length > 1 && name.endsWith(unit.charAt(0).toUpperCase() + unit.slice(1).toLowerCase()));
}

export const unitsLike = (unit: RecipeUnit): RecipeUnit[] => units.filter((one) => one.endsWith('h') === unit.endsWith('h'));

/** A unit that a column names, such as `Potenza (MW)`, where it is another than the field counts in. */
export function unitOfColumn(field: string, column: string): { from: RecipeUnit; to: RecipeUnit } | undefined {
  const to = unitOfField(field);
  const words = column.split(/[^A-Za-z]+/).map((word) => word.toLowerCase());
  const from = to && unitsLike(to).find((unit) => words.includes(unit.toLowerCase()));
  return to && from && from !== to ? { from, to } : undefined;
}

/** A field that takes a column, read as the column shows itself. */
export function fieldFrom({ name, as, required, choices }: ImportField, profile: ColumnProfile, values: readonly ValueMatch[] = []): FieldMapping {
  const base = { target: name, from: profile.name, required, emptyValues: [], unmatched: 'reject', transform: [] } as const;
  if (as === 'decimal') {
    const unit = unitOfColumn(name, profile.name);
    const format = profile.numberFormat && profile.numberFormat.confidence >= sureOfFormat ? profile.numberFormat.value : { decimalSeparator: 'auto', groupSeparator: 'auto' } as const;
    return { ...base, emptyValues: [], transform: [], as, ...format, ...(unit ? { unit } : {}) };
  }
  if (as === 'date') return { ...base, emptyValues: [], transform: [], as, formats: profile.dateFormat && profile.dateFormat.confidence >= sureOfFormat ? [profile.dateFormat.value] : 'auto' };
  if (as === 'integer') return { ...base, emptyValues: [], transform: [], as };
  const known = values.filter((match) => match.field === name && match.column === profile.name && match.to !== null);
  const table = Object.fromEntries(known.map(({ from, to }) => [from, to ?? '']));
  return { ...base, emptyValues: [], transform: [], as, ...(choices.length > 0 && known.some(({ from, to }) => from !== to) ? { values: table } : {}) };
}

/** A field that takes an expression, or a value that is the same in every row. */
export function fieldWithout({ name, as, required }: ImportField, source: { expression: string } | { fixed: string }): FieldMapping {
  const base = { target: name, required, emptyValues: [], unmatched: 'reject' as const, transform: [], ...('expression' in source ? { take: { kind: 'custom' as const, expression: source.expression } } : { default: source.fixed }) };
  if (as === 'decimal') return { ...base, as, decimalSeparator: 'auto', groupSeparator: 'auto' };
  if (as === 'date') return { ...base, as, formats: 'auto' };
  return as === 'integer' ? { ...base, as } : { ...base, as };
}

type Drafted = { proposal: RecipeProposal; mapping: readonly FieldMapping[]; parse: RecipeParse; name: string; title: string };

/** The recipe as it would be published. */
export function draftOf({ proposal: { target, naturalKey, profiles }, mapping, parse, name, title }: Drafted): NewRecipeBody {
  const columns = profiles.map((profile) => profile.name).filter((column) => column !== '');
  return {
    format: 'kairos.recipe.v2', name, title, target, naturalKey, parse, columns, steps: [], fields: mapping.map((field) => (naturalKey.includes(field.target) ? { ...field, required: true } : field)), rules: [], tests: [],
    onError: { action: 'skip', afterRows: 100 }, onDrift: { missing: 'stop', retyped: 'continue', added: 'continue' },
  };
}

/** A name for a recipe, of the name of its file. */
export function recipeNameOf(fileName: string): string {
  const words = fileName.replace(/\.[^.]*$/, '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.join('-').slice(0, 60).replace(/-$/, '') || 'my-recipe';
}
