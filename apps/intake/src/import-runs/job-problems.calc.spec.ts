import { describe, expect, it } from '@jest/globals';
import { countProblems } from './job-problems.calc.ts';

const error = (code: string, field: string, severity?: 'warning') => ({ code, column: null, field, value: null, detail: '', ...(severity ? { severity } : {}) });

describe('the problems of a job', () => {
  it('are counted by field, rule and severity over all chunks, the most frequent first', () => {
    const first = countProblems([], [{ errors: [error('required', 'name')] }, { errors: [error('out-of-range', 'capacityKw', 'warning'), error('required', 'name')] }]);
    const both = countProblems(first, [{ errors: [] }, { errors: [error('out-of-range', 'capacityKw', 'warning')] }, { errors: [error('out-of-range', 'capacityKw', 'warning')] }]);
    expect(both.map(({ field, code, severity, rows }) => `${field} ${code} ${severity} ${rows}`)).toEqual(['capacityKw out-of-range warning 3', 'name required error 2']);
  });
});
