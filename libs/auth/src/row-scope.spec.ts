import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { reaches, rowsReached, scopeWithin } from './row-scope.ts';

const [a, b] = [randomUUID(), randomUUID()];

describe('a row scope', () => {
  it.each([
    ['all', 'all', true], ['all', [a], true], [[a, b], [a], true], [[a], [], true], [[], [], true],
    [[a], 'all', false], [[a], [a, b], false], [[], [a], false],
  ] as const)('of plants within %j: %j is %s', (held, wanted, within) => {
    const scope = (plants: 'all' | readonly string[]) => ({ plants: plants === 'all' ? plants : [...plants] });
    expect(scopeWithin(scope(held), scope(wanted))).toBe(within);
  });

  it('lets through whom it names, each kind for itself', () => {
    const scoped = { rowScope: { plants: [a], reportingUnits: 'all' as const, pools: [b] } };
    expect([reaches(scoped, 'plants', a), reaches(scoped, 'plants', b), reaches(scoped, 'reportingUnits', b), reaches(scoped, 'pools', b), reaches(scoped, 'pools', a)]).toEqual([true, false, true, true, false]);
  });

  it('that is silent about a kind reaches all of it with all plants, and none of it with a list of plants', () => {
    expect(rowsReached({ rowScope: { plants: 'all' } }, 'pools')).toBeNull();
    expect(rowsReached({ rowScope: { plants: [a] } }, 'reportingUnits')).toEqual([]);
  });

  it('is wider than another when it is wider in one kind', () => {
    expect(scopeWithin({ plants: [a] }, { plants: [a], pools: [b] })).toBe(false);
    expect(scopeWithin({ plants: [a], pools: [b] }, { plants: [], pools: [b] })).toBe(true);
    expect(scopeWithin({ plants: 'all', pools: [] }, { plants: 'all' })).toBe(false);
  });
});
