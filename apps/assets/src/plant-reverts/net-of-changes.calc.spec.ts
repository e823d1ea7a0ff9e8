import { describe, expect, it } from '@jest/globals';
import { netOfChanges } from './net-of-changes.calc.ts';

describe('changes taken back', () => {
  it('give each field what it held before the earliest of them', () => {
    const changes = [{ before: { a: 2 }, after: { a: 3 } }, { before: { a: 1, b: null }, after: { a: 2, b: 'x' } }];
    expect(netOfChanges({ a: 3, b: 'x', c: 0 }, changes)).toEqual({ net: { a: 1, b: null } });
  });

  it('stay where something changed since, by another change that is not taken back with them', () => {
    expect(netOfChanges({ a: 3 }, [{ before: { a: 1 }, after: { a: 2 } }])).toEqual({ changedSince: ['a'] });
    expect(netOfChanges({ a: 4 }, [{ before: { a: 3 }, after: { a: 4 } }, { before: { a: 1 }, after: { a: 2 } }])).toEqual({ changedSince: ['a'] });
  });

  it('take a field that holds nothing for one that is missing', () => {
    expect(netOfChanges({}, [{ before: { a: 'x' }, after: { a: null } }])).toEqual({ net: { a: 'x' } });
  });
});
