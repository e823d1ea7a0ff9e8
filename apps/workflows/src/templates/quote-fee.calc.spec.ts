import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { QuoteFeeTable } from '@kairos/contracts';
import { readSafeYaml } from '../safe-yaml.calc.ts';
import { problemsOfFeeTable, quoteFeeOf } from './quote-fee.calc.ts';

const read = readSafeYaml(readFileSync(new URL('../../quote-fees/e-distribuzione.v1.yaml', import.meta.url), 'utf8'), QuoteFeeTable);
if ('problems' in read) throw new Error(read.problems.join());
const table = read.value;

describe('the fee for the quote of a connection', () => {
  it.each([
    ['0.001', '30', '36.60'], ['6', '30', '36.60'], ['6.001', '50', '61.00'], ['10', '50', '61.00'], ['10.001', '100', '122.00'],
    ['50', '100', '122.00'], ['50.001', '200', '244.00'], ['100', '200', '244.00'], ['100.001', '500', '610.00'], ['101', '500', '610.00'], ['500', '500', '610.00'],
    ['500.001', '1500', '1830.00'], ['1000', '1500', '1830.00'], ['1000.001', '2500', '3050.00'], ['25000', '2500', '3050.00'],
  ])('of %s kW is %s € and %s € with VAT', (capacityKw, feeEur, feeWithVatEur) => {
    expect(quoteFeeOf(table, capacityKw)).toMatchObject({ table: 'e-distribuzione', version: 1, feeEur, feeWithVatEur, vatPercent: '22' });
  });

  it('rounds half a cent up', () => {
    expect(quoteFeeOf({ ...table, vatPercent: '22.5', steps: [{ upToKw: null, feeEur: '0.02' }] }, '1').feeWithVatEur).toBe('0.02');
    expect(quoteFeeOf({ ...table, vatPercent: '25', steps: [{ upToKw: null, feeEur: '0.02' }] }, '1').feeWithVatEur).toBe('0.03');
  });

  it('is not read from a table that leaves a gap or does not rise', () => {
    expect(problemsOfFeeTable(table)).toEqual([]);
    expect(problemsOfFeeTable({ ...table, steps: [{ upToKw: '6', feeEur: '30' }] })).toHaveLength(1);
    expect(problemsOfFeeTable({ ...table, steps: [{ upToKw: '6', feeEur: '30' }, { upToKw: '6', feeEur: '40' }, { upToKw: null, feeEur: '50' }] })).toHaveLength(1);
  });
});
