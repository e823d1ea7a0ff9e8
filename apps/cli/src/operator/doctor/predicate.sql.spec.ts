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
});
