import { wattsOf, type Comparison, type Predicate } from '@kairos/contracts';

const operators: Record<(Comparison & { field: 'capacityKw' })['op'], string> = { above: '>', atLeast: '>=', below: '<', atMost: '<=', equals: '=' };

/** A predicate of an obligation as a condition on a plant `p`; its values join `values`. */
export function predicateSql(predicate: Predicate, values: unknown[]): string {
  if ('all' in predicate) return `(${predicate.all.map((term) => predicateSql(term, values)).join(' and ')})`;
  if ('any' in predicate) return `(${predicate.any.map((term) => predicateSql(term, values)).join(' or ')})`;
  if ('not' in predicate) return `not ${predicateSql(predicate.not, values)}`;
  if (predicate.field === 'capacityKw') return `p.capacity_w ${operators[predicate.op]} $${values.push(wattsOf(predicate.value).toString())}::bigint`;
  return `p.${predicate.field} = any($${values.push(predicate.value)}::text[])`;
}
