import { wattsOf, type Comparison, type PlantStatus, type PlantType, type Predicate, type Why } from '@kairos/contracts';

/** The facts of a plant that predicates and due rules may ask about. */
export type ObligationFacts = { status: PlantStatus; type: PlantType; capacityKw: string; commissionedOn: string | null };

export type Verdict = { applies: boolean; why: Why; failed: Comparison[] };

const orders: Record<(Comparison & { field: 'capacityKw' })['op'], (difference: bigint) => boolean> = {
  above: (difference) => difference > 0n,
  atLeast: (difference) => difference >= 0n,
  below: (difference) => difference < 0n,
  atMost: (difference) => difference <= 0n,
  equals: (difference) => difference === 0n,
};

/** Whether a predicate holds for a plant, the values it looked at, and the comparisons that failed. */
export function evaluate(predicate: Predicate, facts: ObligationFacts): Verdict {
  const asked = comparisonsOf(predicate);
  return {
    applies: holds(predicate, facts),
    why: { predicate, fields: Object.fromEntries(asked.map(({ field }) => [field, facts[field]])) },
    failed: asked.filter((comparison) => !holds(comparison, facts)),
  };
}

/** A failed comparison as a sentence: `capacityKw 20 is not above 20`. */
export function tellFailure(comparison: Comparison, facts: ObligationFacts): string {
  const expected = Array.isArray(comparison.value) ? comparison.value.join(', ') : comparison.value;
  return `${comparison.field} ${facts[comparison.field]} is not ${comparison.op} ${expected}`;
}

function holds(predicate: Predicate, facts: ObligationFacts): boolean {
  if ('all' in predicate) return predicate.all.every((term) => holds(term, facts));
  if ('any' in predicate) return predicate.any.some((term) => holds(term, facts));
  if ('not' in predicate) return !holds(predicate.not, facts);
  switch (predicate.field) {
    case 'capacityKw':
      return orders[predicate.op](wattsOf(facts.capacityKw) - wattsOf(predicate.value));
    case 'status':
      return predicate.value.includes(facts.status);
    case 'type':
      return predicate.value.includes(facts.type);
  }
}

function comparisonsOf(predicate: Predicate): Comparison[] {
  if ('all' in predicate) return predicate.all.flatMap(comparisonsOf);
  if ('any' in predicate) return predicate.any.flatMap(comparisonsOf);
  if ('not' in predicate) return comparisonsOf(predicate.not);
  return [predicate];
}
