import type { PlantStatus, PlantType } from '../assets/plant.ts';
import type { IncentivesBasis } from '../identity/setting.ts';
import { wattsOf } from '../primitives.ts';
import type { Comparison, FactValue, Order, Predicate, Why } from './predicate.ts';

/** The facts of a plant that predicates may ask about. Sums of money are decimal numbers. */
export type PredicateFacts = {
  status: PlantStatus;
  type: PlantType;
  capacityKw: string;
  protectedArea: boolean;
  incentivesTotalEur: string | null;
  incentivesPerYearEur: string | null;
  /** Which of the two sums `incentivesEur` means: a setting of the tenant. */
  incentivesBasis: IncentivesBasis;
  customsLicenceActive: boolean | null;
};

export type PredicateVerdict = { applies: boolean; why: Why; failed: Comparison[] };

/** What a difference between two exact numbers says. */
export const predicateOrders: Record<Order, (difference: bigint) => boolean> = {
  above: (difference) => difference > 0n,
  atLeast: (difference) => difference >= 0n,
  below: (difference) => difference < 0n,
  atMost: (difference) => difference <= 0n,
  equals: (difference) => difference === 0n,
};

/** Whether a predicate holds for a plant, the values it looked at, and the comparisons that failed. */
export function evaluatePredicate(predicate: Predicate, facts: PredicateFacts): PredicateVerdict {
  const asked = comparisonsOf(predicate);
  return {
    applies: predicateHolds(predicate, facts),
    why: { predicate, fields: Object.assign({}, ...asked.map(({ field }) => fieldsOf(field, facts))) as Why['fields'] },
    failed: asked.filter((comparison) => !predicateHolds(comparison, facts)),
  };
}

/** A failed comparison as a sentence: `capacityKw 20 is not above 20`. */
export function tellFailure(comparison: Comparison, facts: PredicateFacts): string {
  const expected = Array.isArray(comparison.value) ? comparison.value.map(told).join(', ') : comparison.value;
  return `${comparison.field} ${told(valueOf(comparison.field, facts))} is not ${comparison.op} ${expected}`;
}

/** Why a predicate does not hold, in one line. */
export function tellFailures(failed: readonly Comparison[], facts: PredicateFacts): string {
  return failed.map((comparison) => tellFailure(comparison, facts)).join('; ') || 'an excluding condition holds';
}

function told(value: FactValue): string {
  if (value === null) return 'unknown';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}

function valueOf(field: Comparison['field'], facts: PredicateFacts): FactValue {
  if (field !== 'incentivesEur') return facts[field];
  return facts.incentivesBasis === 'total' ? facts.incentivesTotalEur : facts.incentivesPerYearEur;
}

function fieldsOf(field: Comparison['field'], facts: PredicateFacts): Why['fields'] {
  const value = { [field]: valueOf(field, facts) };
  return field === 'incentivesEur' ? { ...value, incentivesBasis: facts.incentivesBasis } : value;
}

/** Whether a predicate holds for a plant, and nothing of why: for thousands of plants at once. */
export function predicateHolds(predicate: Predicate, facts: PredicateFacts): boolean {
  if ('all' in predicate) return predicate.all.every((term) => predicateHolds(term, facts));
  if ('any' in predicate) return predicate.any.some((term) => predicateHolds(term, facts));
  if ('not' in predicate) return !predicateHolds(predicate.not, facts);
  switch (predicate.field) {
    case 'capacityKw':
      return predicateOrders[predicate.op](wattsOf(facts.capacityKw) - wattsOf(predicate.value));
    case 'incentivesEur':
    case 'incentivesTotalEur':
    case 'incentivesPerYearEur': {
      const sum = valueOf(predicate.field, facts);
      return typeof sum === 'string' && predicateOrders[predicate.op](billionthsOf(sum) - billionthsOf(predicate.value));
    }
    default:
      return (predicate.value as FactValue[]).includes(facts[predicate.field]);
  }
}

/** A decimal number of up to nine places as a whole number of billionths. */
export function billionthsOf(decimal: string): bigint {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const units = BigInt(whole + fraction.padEnd(9, '0').slice(0, 9));
  return sign === '-' ? -units : units;
}

function comparisonsOf(predicate: Predicate): Comparison[] {
  if ('all' in predicate) return predicate.all.flatMap(comparisonsOf);
  if ('any' in predicate) return predicate.any.flatMap(comparisonsOf);
  if ('not' in predicate) return comparisonsOf(predicate.not);
  return [predicate];
}
