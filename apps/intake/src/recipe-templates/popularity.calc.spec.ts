import { describe, expect, it } from '@jest/globals';
import { popularityOf, popularityRank } from './popularity.calc.ts';

const now = new Date('2026-03-31T12:00:00Z');

describe('the popularity of a template', () => {
  it.each([
    [10, '2026-03-11T12:00:00Z', 8],
    [0, '2026-03-31T11:00:00Z', 0],
    [0, '2026-03-24T00:00:00Z', -0.7],
    [3, '2026-03-30T12:00:01Z', 3],
  ])('of %i uses since %s is %d', (uses, publishedAt, popularity) => {
    expect(popularityOf(uses, publishedAt, now)).toBe(popularity);
  });

  it('orders templates as their rank does, whenever one looks', () => {
    const templates: readonly (readonly [number, string])[] = [[10, '2026-03-11T12:00:00Z'], [7, '2026-03-31T11:00:00Z'], [1, '2025-03-31T12:00:00Z'], [1, '2026-03-30T12:00:00Z']];
    const by = (order: (uses: number, publishedAt: string) => number) => [...templates].sort((a, b) => order(...b) - order(...a));
    for (const moment of [now, new Date('2027-01-01T00:00:00Z')]) expect(by(popularityRank)).toEqual(by((uses, at) => popularityOf(uses, at, moment)));
  });
});
