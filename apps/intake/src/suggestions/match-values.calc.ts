import type { ValueMatch } from '@kairos/contracts';
import { likeness, trigramsOf, wordsOf } from '../values/trigrams.calc.ts';
import type { History } from './match-columns.calc.ts';
import type { Synonyms } from './synonyms.ts';
import type { TargetField } from './target-fields.calc.ts';

const mostValues = 50;
const leastAlike = 0.45;
const key = (text: string) => wordsOf(text).join(' ');

/** What the contents of a column may mean among the values that a field takes. */
export function matchValues(column: string, { name, choices }: TargetField, cells: readonly string[], known: { synonyms: Synonyms | undefined; history: History }): ValueMatch[] {
  const distinct = [...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''))].slice(0, mostValues);
  return distinct.map((from) => ({ column, field: name, from, ...meaningOf(from, name, choices, known) }));
}

function meaningOf(from: string, field: string, choices: readonly string[], { synonyms, history }: { synonyms: Synonyms | undefined; history: History }): Pick<ValueMatch, 'to' | 'kind' | 'confidence' | 'reason'> {
  const told = (to: string, kind: ValueMatch['kind'], confidence: number, reason: string) => ({ to, kind, confidence: Math.round(confidence * 100) / 100, reason });
  const own = key(from);
  const same = choices.find((choice) => key(choice) === own);
  if (same !== undefined) return told(same, 'exact', 1, `is ${same}`);
  const earlier = history.values.get(`${field} ${own}`);
  if (earlier !== undefined && choices.includes(earlier)) return told(earlier, 'historical', 0.95, 'an earlier recipe maps it so');
  const words = choices.flatMap((choice) => [choice, ...(synonyms?.values[field]?.[choice] ?? [])].map((word) => ({ choice, word })));
  const synonym = words.find(({ word }) => key(word) === own);
  if (synonym) return told(synonym.choice, 'synonym', 0.9, `"${synonym.word}" is a word for ${synonym.choice}`);
  const trigrams = trigramsOf(from);
  const [like] = words.map((one) => ({ ...one, alike: likeness(trigramsOf(one.word), trigrams) })).sort((a, b) => b.alike - a.alike);
  if (!like || like.alike < leastAlike) return { to: null, kind: null, confidence: 0, reason: 'is like none of the values that the field takes' };
  return told(like.choice, 'fuzzy', like.alike * 0.85, `is ${Math.round(like.alike * 100)} % like "${like.word}"`);
}
