import { describe, expect, it } from '@jest/globals';
import { evaluatePredicate as evaluate, tellFailure, type PredicateFacts } from './evaluate-predicate.calc.ts';
import { Predicate } from './predicate.ts';

const plant: PredicateFacts = {
  status: 'In Operation', type: 'Wind', capacityKw: '998.5', protectedArea: false,
  incentivesTotalEur: null, incentivesPerYearEur: null, incentivesBasis: 'total', customsLicenceActive: null,
};
const above20: Predicate = { field: 'capacityKw', op: 'above', value: '20' };

describe('a predicate', () => {
  it.each([
    ['19.999', false],
    ['20', false],
    ['20.000', false],
    ['20.001', true],
    ['9', false],
    ['100000000.001', true],
  ])('answers whether %s kW is strictly above 20 kW: %s', (capacityKw, applies) => {
    expect(evaluate(above20, { ...plant, capacityKw }).applies).toBe(applies);
  });

  it.each([
    ['atLeast', '20', true],
    ['below', '20', false],
    ['atMost', '20.0', true],
    ['equals', '20.000', true],
  ] as const)('compares 20 kW %s %s: %s', (op, value, applies) => {
    expect(evaluate({ field: 'capacityKw', op, value }, { ...plant, capacityKw: '20' }).applies).toBe(applies);
  });

  it('says why: the predicate and every value it asked for', () => {
    const predicate: Predicate = { all: [{ field: 'status', op: 'in', value: ['In Operation'] }, above20] };
    expect(evaluate(predicate, plant)).toEqual({ applies: true, failed: [], why: { predicate, fields: { status: 'In Operation', capacityKw: '998.5' } } });
  });

  it('names what failed', () => {
    const { applies, failed } = evaluate({ all: [above20] }, { ...plant, capacityKw: '20' });
    expect(applies).toBe(false);
    expect(failed.map((comparison) => tellFailure(comparison, { ...plant, capacityKw: '20' }))).toEqual(['capacityKw 20 is not above 20']);
  });

  it('combines by any and not', () => {
    const solar: Predicate = { field: 'type', op: 'in', value: ['Photovoltaic'] };
    expect(evaluate({ any: [solar, above20] }, plant).applies).toBe(true);
    expect(evaluate({ all: [{ not: above20 }, solar] }, plant).applies).toBe(false);
    expect(evaluate({ not: solar }, plant).applies).toBe(true);
  });

  it('compares sums of money exactly, and finds an unknown one neither above nor below', () => {
    const above: Predicate = { field: 'incentivesEur', op: 'above', value: '150000' };
    const asked = (facts: Partial<PredicateFacts>) => evaluate(above, { ...plant, ...facts });
    expect(['150000', '150000.01', '150000.00', '1000000000.5'].map((incentivesTotalEur) => asked({ incentivesTotalEur }).applies)).toEqual([false, true, false, true]);
    expect(asked({ incentivesTotalEur: '150001', incentivesPerYearEur: '9000', incentivesBasis: 'perYear' })).toMatchObject({ applies: false, why: { fields: { incentivesEur: '9000', incentivesBasis: 'perYear' } } });
    expect(evaluate({ field: 'incentivesTotalEur', op: 'below', value: '1' }, plant).applies).toBe(false);
    expect(tellFailure(above as never, plant)).toBe('incentivesEur unknown is not above 150000');
  });

  it('asks for yes, no and unknown alike', () => {
    const notRefused: Predicate = { field: 'customsLicenceActive', op: 'in', value: [true, null] };
    expect([true, false, null].map((customsLicenceActive) => evaluate(notRefused, { ...plant, customsLicenceActive }).applies)).toEqual([true, false, true]);
    expect(evaluate({ field: 'protectedArea', op: 'in', value: [true] }, plant)).toMatchObject({ applies: false, why: { fields: { protectedArea: false } } });
  });

  it.each([
    ['an unknown field', { field: 'owner', op: 'in', value: ['x'] }],
    ['a threshold that is a number', { field: 'capacityKw', op: 'above', value: 20 }],
    ['a status no plant has', { field: 'status', op: 'in', value: ['Running'] }],
    ['an operator of another field', { field: 'status', op: 'above', value: '20' }],
    ['a third level', { all: [{ any: [{ not: above20 }] }] }],
    ['an empty combination', { all: [] }],
  ])('refuses %s', (_what, predicate) => expect(Predicate.safeParse(predicate).success).toBe(false));
});
