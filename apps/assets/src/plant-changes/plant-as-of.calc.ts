import type { Facts } from './changed-facts.calc.ts';

/** Facts with later changes taken back. @param later what they held before each change, the last change first */
export function takenBack(facts: Facts, later: readonly { before: Facts }[]): Facts {
  return Object.assign({}, facts, ...later.map(({ before }) => before)) as Facts;
}
