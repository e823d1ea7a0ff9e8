import type { ColumnMatch, ColumnProfile, ColumnType, FieldMapping, RecipeDocument } from '@kairos/contracts';
import { likeness, trigramsOf, wordsOf } from '../values/trigrams.calc.ts';
import type { Synonyms } from './synonyms.ts';
import type { TargetField } from './target-fields.calc.ts';

/** Columns and cell contents that earlier recipes mapped, in words, with what to and how often. */
export type History = { columns: ReadonlyMap<string, ReadonlyMap<string, number>>; values: ReadonlyMap<string, string> };

const leastAlike = 0.35;
const mostMatches = 3;
const numbers: ColumnType[] = ['integer', 'decimal', 'percentage', 'currency', 'empty'];
const fitting: Record<FieldMapping['as'], ColumnType[] | undefined> = { text: undefined, decimal: numbers, integer: ['integer', 'empty'], date: ['date', 'dateTime', 'empty'] };

const key = (text: string) => wordsOf(text).join(' ');
/** Without the unit in brackets or behind: `Potenza (MW)` and `potenza_kw` are both `potenza`. */
const bare = (text: string) => key(text).replace(/ (?:gw|mw|kw|w|gwh|mwh|kwh|wh|kwp|mwp|deg)$/, '');

/** A field with its name and its synonyms, each ready to be compared. */
export type KnownField = TargetField & { words: readonly { word: string; key: string; bare: string; trigrams: ReadonlySet<string> }[] };

export function knownFields(fields: readonly TargetField[], synonyms: Synonyms | undefined): KnownField[] {
  return fields.map((field) => ({ ...field, words: [field.name, ...(synonyms?.fields[field.name] ?? [])].map((word) => ({ word, key: key(word), bare: bare(word), trigrams: trigramsOf(word) })) }));
}

/** What earlier recipes of a target say. */
export function historyOf(recipes: readonly Pick<RecipeDocument, 'fields'>[]): History {
  const columns = new Map<string, Map<string, number>>();
  const values = new Map<string, string>();
  for (const { from, target, values: mapped = {} } of recipes.flatMap(({ fields }) => fields)) {
    if (from !== undefined) {
      const counts = columns.get(key(from)) ?? new Map<string, number>();
      columns.set(key(from), counts.set(target, (counts.get(target) ?? 0) + 1));
    }
    for (const [content, value] of Object.entries(mapped)) values.set(`${target} ${key(content)}`, value);
  }
  return { columns, values };
}

/** The fields that a column may be, the likeliest first, each with its reason. What the column holds counts beside its name. */
export function matchColumn({ name, type }: Pick<ColumnProfile, 'name' | 'type'>, fields: readonly KnownField[], history: History): ColumnMatch[] {
  const column = { name, key: key(name), bare: bare(name), trigrams: trigramsOf(name) };
  const matches = fields.flatMap((field): ColumnMatch[] => {
    const match = byName(column, field, history);
    if (!match) return [];
    const expected = fitting[field.as];
    if (!expected || type.confidence < 0.7 || expected.includes(type.value)) return [match];
    return [{ ...match, confidence: round(match.confidence * 0.5), reason: `${match.reason}; but its cells are of type ${type.value}` }];
  });
  return matches.filter(({ confidence }) => confidence >= 0.2).sort((a, b) => b.confidence - a.confidence).slice(0, mostMatches);
}

type Named = { name: string; key: string; bare: string; trigrams: ReadonlySet<string> };

function byName(column: Named, { name: field, words }: KnownField, history: History): ColumnMatch | undefined {
  const told = (kind: ColumnMatch['kind'], confidence: number, reason: string): ColumnMatch => ({ field, kind, confidence: round(confidence), reason });
  const same = words.find((word) => word.key === column.key) ?? words.find((word) => word.bare === column.bare);
  if (same && same.word === field) return told('exact', 1, `is named like ${field}`);
  const times = history.columns.get(column.key)?.get(field) ?? 0;
  if (times > 0) return told('historical', Math.min(0.98, 0.9 + times / 100), `${times} earlier recipe${times === 1 ? '' : 's'} read ${field} from it`);
  if (same) return told('synonym', 0.9, `"${same.word}" is a word for ${field}`);
  let [most, like] = [0, field];
  for (const { word, trigrams } of words) {
    const alike = likeness(trigrams, column.trigrams);
    if (alike > most) [most, like] = [alike, word];
  }
  return most >= leastAlike ? told('fuzzy', most * 0.85, `is ${Math.round(most * 100)} % like "${like}"`) : undefined;
}

/** Takes for each field the likeliest column, and each column once. */
export function assignColumns(columns: readonly { column: string; matches: readonly ColumnMatch[] }[], least = 0.5): Map<string, string> {
  const all = columns.flatMap(({ column, matches }) => matches.map((match) => ({ column, ...match }))).filter(({ confidence }) => confidence >= least);
  const taken = new Map<string, string>();
  for (const { column, field } of all.sort((a, b) => b.confidence - a.confidence)) {
    if (!taken.has(field) && ![...taken.values()].includes(column)) taken.set(field, column);
  }
  return taken;
}

function round(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
