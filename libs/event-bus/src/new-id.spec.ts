import { describe, expect, it } from '@jest/globals';
import { newId } from './new-id.ts';

describe('a new id', () => {
  it('is a UUID of version 7 that holds its time, and comes after the one before', () => {
    const from = Date.now();
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids.map((id) => id.slice(24))).size).toBeGreaterThan(19_000);
    const firstOfTheirTime = ids.filter((id, at) => at === 0 || id.slice(0, 13) !== ids[at - 1]?.slice(0, 13));
    expect(new Set(firstOfTheirTime.map((id) => id.slice(15, 23))).size).toBe(firstOfTheirTime.length);
    const time = Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16);
    expect(time - from).toBeGreaterThanOrEqual(0);
    expect(time - from).toBeLessThan(10_000);
  });
});
