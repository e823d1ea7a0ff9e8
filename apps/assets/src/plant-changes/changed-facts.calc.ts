import { isDeepStrictEqual } from 'node:util';

/** What is known of something, by field. A field that is missing is as one that holds nothing. */
export type Facts = Record<string, unknown>;
/** Fields with what they held, and the same fields with what they hold. */
export type ChangedFacts = { before: Facts; after: Facts };

/** What giving facts changes in those that are held; nothing when all of it is held already. */
export function changedFacts(held: Facts, given: Facts): ChangedFacts | undefined {
  const changed = Object.keys(given).filter((field) => given[field] !== undefined && !isDeepStrictEqual(held[field] ?? null, given[field] ?? null));
  if (changed.length === 0) return undefined;
  const of = (facts: Facts) => Object.fromEntries(changed.map((field) => [field, facts[field] ?? null]));
  return { before: of(held), after: of(given) };
}

/** Facts with others in their place; what holds nothing is left out. */
export function withFacts(held: Facts, given: Facts): Facts {
  return Object.fromEntries(Object.entries({ ...held, ...given }).filter(([, value]) => value !== null && value !== undefined));
}
