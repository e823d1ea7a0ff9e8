import { describe, expect, it } from '@jest/globals';
import { readCustomFieldValue } from './custom-field-value.calc.ts';

describe('the value of a custom field', () => {
  it.each([
    ['text', ' high ', 'high'], ['number', '120.50', '120.5'], ['number', 12, '12'], ['number', '-0.0', '0'], ['number', '100', '100'], ['integer', '12', 12], ['integer', 12, 12], ['integer', '-0', 0],
    ['boolean', 'true', true], ['boolean', false, false], ['date', '2027-03-31', '2027-03-31'], ['select', 'A', 'A'],
  ] as const)('of a %s is read from %j as %j', (type, given, value) => {
    expect(readCustomFieldValue({ type, options: ['A', 'B'] }, given)).toEqual({ value });
  });

  it.each([
    ['text', ' '], ['text', true], ['number', '1e3'], ['number', '1,5'], ['number', true], ['number', 1e21], ['integer', '1.5'], ['integer', 1.5], ['boolean', 'yes'], ['date', '2027-02-30'], ['select', 'C'], ['select', 'a'],
  ] as const)('of a %s is not %j', (type, given) => {
    expect(readCustomFieldValue({ type, options: ['A', 'B'] }, given)).toEqual({ problem: expect.stringContaining('must be') });
  });
});
