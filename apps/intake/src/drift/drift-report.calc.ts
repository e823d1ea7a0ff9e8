import { columnsOf, columnsOfField, columnsOfTransformations } from '@kairos/contracts';
import type { ColumnProfile, ColumnType, DriftAction, DriftReport, FieldMapping, NewRecipeBody } from '@kairos/contracts';
import { likeness, trigramsOf } from '../values/trigrams.calc.ts';

export type MissingColumn = { column: string; usedBy: string; action: DriftAction };
type Stranger = { name: string; trigrams: ReadonlySet<string> };
type Needing = Pick<NewRecipeBody, 'steps' | 'fields' | 'rules' | 'onDrift' | 'columns'>;

/** Columns less alike than this are two. */
const alike = 0.4;
const sureOfType = 0.7;
/** Names that are held against each other, whoever waits for that; missing columns beyond these may be called anything. */
const mostPairs = 50_000;

/** Holds a file, by its columns and what they show, against a recipe. */
export function driftReport(recipe: Needing, columns: readonly string[], profiles: readonly ColumnProfile[]): DriftReport {
  const missing = groupByColumn(missingColumns(recipe, columns));
  const needed = new Set(namedColumns(recipe));
  const expected = new Set([...(recipe.columns ?? []), ...needed]);
  const strangers = columns.filter((name) => !expected.has(name));
  const candidates = missing.length === 0 ? [] : strangers.map((name): Stranger => ({ name, trigrams: trigramsOf(name) }));
  const typeOf = new Map(profiles.map(({ name, type }) => [name, type]));
  const added = recipe.columns ? strangers : [];
  const retyped = recipe.fields.flatMap((field) => retypedColumn(recipe, field, typeOf.get(field.from ?? '')));
  const told = missing.map((one, at) => ({ ...one, renamedTo: (at + 1) * candidates.length <= mostPairs ? renamed(one, recipe, candidates, typeOf) : null }));
  return {
    fits: told.length + retyped.length + added.length === 0,
    stops: [...told, ...retyped].some(({ action }) => action === 'stop') || (added.length > 0 && recipe.onDrift.added === 'stop'),
    missing: told, retyped, added,
  };
}

/** The columns that a recipe needs and a file lacks, with what needs each and what it says to do about it. */
export function missingColumns({ steps, fields, rules, onDrift }: Needing, columns: readonly string[]): MissingColumn[] {
  const known = new Set([...columns, ...steps.map(({ into }) => into)]);
  const lacks = (names: readonly string[], usedBy: string, action: DriftAction): MissingColumn[] =>
    names.filter((name) => !known.has(name)).map((column) => ({ column, usedBy, action }));
  return [
    ...steps.flatMap((step) => lacks([...columnsOf(step.take), ...columnsOfTransformations(step.transform)], step.into, step.onDrift?.missing ?? onDrift.missing)),
    ...fields.flatMap((field) => lacks(columnsOfField(field), field.target, actionOf(field, field.onDrift?.missing ?? onDrift.missing))),
    ...rules.flatMap((rule) => (rule.column === undefined ? [] : lacks([rule.column], rule.code ?? rule.kind, onDrift.missing))),
  ];
}

/** The columns of the file that a recipe names, each once. Expressions may read others. */
export function namedColumns({ steps, fields, rules }: Pick<Needing, 'steps' | 'fields' | 'rules'>): string[] {
  const made = new Set(steps.map(({ into }) => into));
  const named = [
    ...steps.flatMap(({ take, transform }) => [...columnsOf(take), ...columnsOfTransformations(transform)]),
    ...fields.flatMap(columnsOfField),
    ...rules.flatMap(({ column }) => (column === undefined ? [] : [column])),
  ];
  return [...new Set(named)].filter((name) => !made.has(name));
}

/** A field that must not be empty cannot be left out. */
function actionOf({ required }: FieldMapping, action: DriftAction): DriftAction {
  return required && action === 'skip' ? 'stop' : action;
}

const strictest: readonly DriftAction[] = ['stop', 'continue', 'skip'];

function groupByColumn(missing: readonly MissingColumn[]): { column: string; usedBy: string[]; action: DriftAction }[] {
  const byColumn = new Map<string, MissingColumn[]>();
  for (const one of missing) {
    const uses = byColumn.get(one.column);
    if (uses) uses.push(one);
    else byColumn.set(one.column, [one]);
  }
  return [...byColumn].map(([column, uses]) => ({ column, usedBy: [...new Set(uses.map(({ usedBy }) => usedBy))], action: strictest.find((action) => uses.some((use) => use.action === action)) ?? 'stop' }));
}

type Type = ColumnProfile['type'];
const numbers: ColumnType[] = ['integer', 'decimal', 'percentage', 'currency'];
const expectedTypes: Record<FieldMapping['as'], ColumnType[] | undefined> = { text: undefined, decimal: numbers, integer: ['integer', 'decimal'], date: ['date', 'dateTime'] };

/** A column whose cells are surely of a type that its field cannot read. What is changed before it is read may be anything. */
function retypedColumn({ onDrift }: Needing, field: FieldMapping, type: Type | undefined): DriftReport['retyped'] {
  const expected = expectedTypes[field.as];
  if (!expected || !type || field.from === undefined || field.values || field.transform.length > 0) return [];
  const ownFormat = field.as === 'date' && field.formats !== 'auto' && (type.value === 'text' || type.value === 'integer');
  if (ownFormat || type.value === 'empty' || type.confidence < sureOfType || expected.includes(type.value)) return [];
  const action = actionOf(field, field.onDrift?.retyped ?? onDrift.retyped);
  return [{ column: field.from, usedBy: field.target, expected: field.as, found: type.value, confidence: type.confidence, action }];
}

/** The unknown column that is most like a missing one, by its name and by what it holds. */
function renamed({ column }: { column: string }, { fields }: Needing, strangers: readonly Stranger[], typeOf: ReadonlyMap<string, Type>): DriftReport['missing'][number]['renamedTo'] {
  const wanted = fields.find(({ from }) => from === column);
  const expected = wanted && expectedTypes[wanted.as];
  const trigrams = trigramsOf(column);
  const candidates = strangers.map(({ name, ...stranger }) => {
    const byName = likeness(stranger.trigrams, trigrams);
    const type = typeOf.get(name)?.value;
    const fitting = expected && type ? (expected.includes(type) ? 0.1 : -0.2) : 0;
    return { name, byName, fitting, score: Math.min(1, Math.max(0, byName + fitting)) };
  });
  const best = candidates.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score < alike) return null;
  const holds = best.fitting > 0 ? `, and holds ${wanted?.as} values` : '';
  return { column: best.name, confidence: Math.round(best.score * 100) / 100, reason: `its name is ${Math.round(best.byName * 100)} % like "${column}"${holds}` };
}
