import { energyUnits, FieldMapping, importTargets, NewRecipeBody, powerUnits, type ColumnProfile, type RecipeParse, type ServiceTarget, type RecipeProposal, type RecipeUnit, type ValueMatch } from '@kairos/contracts';
import { assignColumns, knownFields, matchColumn, type History } from './match-columns.calc.ts';
import { matchValues } from './match-values.calc.ts';
import { synonyms } from './synonyms.ts';
import { shorten } from '../rows/check-row.calc.ts';
import { targetFields, type TargetField } from './target-fields.calc.ts';

export type Proposing = { target: ServiceTarget; fileName: string; parse?: RecipeParse | undefined; profiles: readonly ColumnProfile[]; rows: readonly (readonly string[])[]; history: History };

const sureOfFormat = 0.7;
const shownRows = 10;

/** How the columns of a file may map to a target, with every reason, and a draft of the likeliest. */
export function proposeRecipe({ target, fileName, parse, profiles, rows, history }: Proposing): RecipeProposal {
  const fields = targetFields(target);
  const known = { synonyms: synonyms[target], history };
  const named = knownFields(fields, known.synonyms);
  const columns = profiles.map((profile) => ({ column: profile.name, matches: matchColumn(profile, named, history) }));
  const taken = assignColumns(columns);
  const values = fields.flatMap((field): ValueMatch[] => {
    const column = taken.get(field.name);
    if (column === undefined || field.choices.length === 0) return [];
    const index = profiles.findIndex(({ name }) => name === column);
    return matchValues(column, field, rows.map((row) => row[index] ?? ''), known);
  });
  const missing = fields.filter(({ name, required }) => required && !taken.has(name)).map(({ name }) => name);
  const mapping = fields.flatMap((field) => {
    const from = taken.get(field.name);
    const profile = profiles.find(({ name }) => name === from);
    // A recipe does not take a column of any name.
    const sound = profile && FieldMapping.safeParse(fieldOf(field, profile, values));
    return sound?.success ? [sound.data] : [];
  });
  const draft = missing.length > 0 ? null : draftOf({ target, fileName, parse, profiles, mapping });
  return { target, fields, naturalKey: [...importTargets[target].naturalKey], profiles: [...profiles], sampleRows: rows.slice(0, shownRows).map((row) => row.map(shorten)), columns, values, missing, mapping, draft };
}

type Drafting = Pick<Proposing, 'target' | 'fileName' | 'parse' | 'profiles'> & { mapping: readonly FieldMapping[] };

function draftOf({ target, fileName, parse, profiles, mapping }: Drafting): RecipeProposal['draft'] {
  const draft = {
    format: 'kairos.recipe.v2', name: nameOf(fileName), title: fileName.slice(0, 200), target, naturalKey: [...importTargets[target].naturalKey], ...(parse ? { parse } : {}),
    columns: profiles.map(({ name }) => name).filter((name) => name !== ''), fields: mapping,
  };
  const sound = NewRecipeBody.safeParse(draft);
  return sound.success ? sound.data : null;
}

function fieldOf({ name, as, required, choices }: TargetField, profile: ColumnProfile, values: readonly ValueMatch[]): object {
  const meanings = values.filter(({ field, to, from }) => field === name && to !== null && to !== from);
  const own = values.filter(({ field, to, from }) => field === name && to === from);
  const table = Object.fromEntries([...meanings, ...own].map(({ from, to }) => [from, to]));
  return {
    target: name, from: profile.name, as, ...(required ? { required } : {}),
    ...(choices.length > 0 && meanings.length > 0 ? { values: table } : {}),
    ...(as === 'decimal' ? { ...numbersOf(profile), ...unitOf(name, profile.name) } : {}),
    ...(as === 'date' && profile.dateFormat && profile.dateFormat.confidence >= sureOfFormat ? { formats: [profile.dateFormat.value] } : {}),
  };
}

function numbersOf({ numberFormat }: ColumnProfile): object {
  return numberFormat && numberFormat.confidence >= sureOfFormat ? numberFormat.value : {};
}

const units: readonly RecipeUnit[] = [...powerUnits, ...energyUnits];

/** A unit in a column's name, where the field counts in another of the same quantity: `Potenza (MW)` for `capacityKw`. */
function unitOf(field: string, column: string): { unit?: { from: RecipeUnit; to: RecipeUnit } } {
  const to = units.find((unit) => field.endsWith(unit.charAt(0).toUpperCase() + unit.slice(1).toLowerCase()) && unit.length > 1);
  const written = column.split(/[^A-Za-z]+/).map((word) => word.replace(/p$/i, '').toLowerCase());
  const from = units.find((unit) => written.includes(unit.toLowerCase()));
  return to && from && from !== to && from.endsWith('h') === to.endsWith('h') ? { unit: { from, to } } : {};
}

function nameOf(fileName: string): string {
  const words = fileName.replace(/\.[^.]*$/, '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
  return words.join('-').slice(0, 60).replace(/-$/, '') || 'my-recipe';
}
