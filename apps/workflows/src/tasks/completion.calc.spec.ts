import { describe, expect, it } from '@jest/globals';
import { CompletionCondition, type TaskData } from '@kairos/contracts';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { unmetBy } from './completion.calc.ts';

const plant: ObligationFacts = {
  status: 'In Authorization', type: 'Photovoltaic', capacityKw: '20', commissionedOn: null, municipality: null, province: null, protectedArea: false,
  incentivesTotalEur: null, incentivesPerYearEur: null, incentivesBasis: 'total', customsLicenceActive: null,
};
const unmet = (condition: unknown, data: TaskData = {}, of: ObligationFacts | null = plant) => unmetBy(CompletionCondition.parse(condition), data, of).map(({ pointer, detail }) => `${pointer} ${detail}`);

describe('what a task waits for', () => {
  it('may be a fact of the plant', () => {
    const inOperation = { plant: { field: 'status', op: 'in', value: ['In Operation'] } };
    expect(unmet(inOperation)).toEqual(['/plant status In Authorization is not in In Operation']);
    expect(unmet(inOperation, {}, { ...plant, status: 'In Operation' })).toEqual([]);
    expect(unmet(inOperation, {}, null)).toEqual(['/plant is not known']);
  });

  it.each([
    [{ op: 'in', value: [true] }, [true], [false, null, 'true']],
    [{ op: 'in', value: ['pass', 'conditional'] }, ['pass', 'conditional'], ['fail', '']],
    [{ op: 'atLeast', value: '0.5' }, ['0.5', '0.500000001', 1], ['0.499999999', '-1', null, true]],
    [{ op: 'below', value: '0' }, ['-0.000000001'], ['0', 0]],
    [{ op: 'equals', value: '100' }, ['100', '100.0', 100], ['100.000000001']],
    [{ op: 'onOrBefore', value: '2027-03-31' }, ['2027-03-31', '2026-12-31'], ['2027-04-01', null]],
    [{ op: 'onOrAfter', value: '2027-03-31' }, ['2027-03-31'], ['2027-03-30']],
  ])('may be a value of its form: %j', (asked, fits, fails) => {
    for (const value of fits) expect(unmet({ captured: [{ field: 'result', ...asked }] }, { result: value })).toEqual([]);
    for (const value of fails) expect(unmet({ captured: [{ field: 'result', ...asked }] }, { result: value })).toHaveLength(1);
  });

  it('is all of it, each told', () => {
    const both = { plant: { field: 'capacityKw', op: 'above', value: '20' }, captured: [{ field: 'ok', op: 'in', value: [true] }, { field: 'ohm', op: 'atMost', value: '10' }] };
    expect(unmet(both, { ohm: '10.5' })).toEqual(['/plant capacityKw 20 is not above 20', '/data/ok must be yes', '/data/ohm must be atMost 10']);
  });

  it.each([{ plant: { field: 'colour', op: 'in', value: ['red'] } }, { captured: [{ field: 'x', op: 'like', value: 'y' }] }, { captured: [{ field: 'x', op: 'above', value: 1 }] }, { surprise: 1 }])('is refused: %j', (condition) => {
    expect(CompletionCondition.safeParse(condition).success).toBe(false);
  });
});
