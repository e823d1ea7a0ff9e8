import { describe, expect, it } from '@jest/globals';
import type { Predicate } from '@kairos/contracts';
import { predicateSql } from './predicate.sql.ts';

function sqlOf(predicate: Predicate): [string, unknown[]] {
  const values: unknown[] = ['first'];
  return [predicateSql(predicate, values), values];
}

describe('a predicate as SQL', () => {
  it('compares capacity in watts and words with a list, never in the text', () => {
    const predicate: Predicate = { all: [{ field: 'status', op: 'in', value: ['In Operation'] }, { not: { field: 'capacityKw', op: 'above', value: '20.5' } }] };
    expect(sqlOf(predicate)).toEqual(['(p.status = any($2::text[]) and not p.capacity_w > $3::bigint)', ['first', ['In Operation'], '20500']]);
  });

  it('keeps what belongs together together', () => {
    const wind: Predicate = { field: 'type', op: 'in', value: ['Wind'] };
    expect(sqlOf({ not: { any: [wind, { field: 'capacityKw', op: 'atMost', value: '1' }] } })[0]).toBe('not (p.type = any($2::text[]) or p.capacity_w <= $3::bigint)');
  });

  it('asks for yes, no and unknown by name, and takes an unknown sum for neither above nor below', () => {
    expect(sqlOf({ field: 'customsLicenceActive', op: 'in', value: [true, null] })[0]).toBe('(p.customs_licence_active is not distinct from true or p.customs_licence_active is not distinct from null)');
    const [sql, values] = sqlOf({ not: { field: 'incentivesEur', op: 'above', value: '150000' } });
    expect(sql).toMatch(/^not coalesce\(case when .* end > \$2::numeric, false\)$/);
    expect(values).toEqual(['first', '150000']);
  });
});
