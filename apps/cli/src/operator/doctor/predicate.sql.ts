import { wattsOf, type Comparison, type Predicate } from '@kairos/contracts';

const operators: Record<(Comparison & { field: 'capacityKw' })['op'], string> = { above: '>', atLeast: '>=', below: '<', atMost: '<=', equals: '=' };

/** Where a plant `p`, and the terms `t` of its tenant, hold what a predicate asks for. */
const columns = {
  status: 'p.status',
  type: 'p.type',
  protectedArea: 'p.protected_area',
  customsLicenceActive: 'p.customs_licence_active',
  incentivesTotalEur: 'p.incentives_total_eur',
  incentivesPerYearEur: 'p.incentives_per_year_eur',
  incentivesEur: `case when t.settings ->> 'incentivesBasis' = 'perYear' then p.incentives_per_year_eur else p.incentives_total_eur end`,
} as const;

/** A predicate of an obligation as a condition on a plant `p`; its values join `values`. */
export function predicateSql(predicate: Predicate, values: unknown[]): string {
  if ('all' in predicate) return `(${predicate.all.map((term) => predicateSql(term, values)).join(' and ')})`;
  if ('any' in predicate) return `(${predicate.any.map((term) => predicateSql(term, values)).join(' or ')})`;
  if ('not' in predicate) return `not ${predicateSql(predicate.not, values)}`;
  switch (predicate.field) {
    case 'capacityKw':
      return `p.capacity_w ${operators[predicate.op]} $${values.push(wattsOf(predicate.value).toString())}::bigint`;
    case 'status':
    case 'type':
      return `${columns[predicate.field]} = any($${values.push(predicate.value)}::text[])`;
    case 'protectedArea':
    case 'customsLicenceActive':
      return `(${predicate.value.map((value) => `${columns[predicate.field]} is not distinct from ${value === null ? 'null' : String(value)}`).join(' or ')})`;
    default:
      return `coalesce(${columns[predicate.field]} ${operators[predicate.op]} $${values.push(predicate.value)}::numeric, false)`;
  }
}
