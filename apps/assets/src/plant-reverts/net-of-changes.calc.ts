import { isDeepStrictEqual } from 'node:util';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';

export type Revertible = { before: Facts; after: Facts };

/**
 * What a part would be given, were changes of it taken back.
 *
 * @param held what the part holds
 * @param changes the last one first
 * @returns each field with what it held before the earliest of the changes; or the fields that changed since, which stand in the way
 */
export function netOfChanges(held: Facts, changes: readonly Revertible[]): { net: Facts } | { changedSince: string[] } {
  const net: Facts = {};
  for (const { before, after } of changes) {
    const now = { ...held, ...net };
    const changedSince = Object.keys(after).filter((field) => !isDeepStrictEqual(now[field] ?? null, after[field] ?? null));
    if (changedSince.length > 0) return { changedSince };
    Object.assign(net, before);
  }
  return { net };
}
