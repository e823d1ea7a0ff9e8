import { describe, expect, it } from '@jest/globals';
import type { DataField } from '@kairos/contracts';
import { formValues } from './form-values.calc.ts';

const field = (code: string, type: DataField['type']): DataField => ({ code, type, title: { en: code, it: code }, required: false, writesTo: null });
const fields = [field('pod-code', 'text'), field('count', 'integer'), field('within-limits', 'boolean'), field('power-kw', 'decimal'), field('on', 'date')];

describe('values of a form', () => {
  it('are of the type that their field has', () => {
    expect(formValues(['pod-code=IT001E=1', 'count=-3', 'within-limits=yes', 'power-kw=40.5', 'on=2027-01-04'], fields)).toEqual({ 'pod-code': 'IT001E=1', count: -3, 'within-limits': true, 'power-kw': '40.5', on: '2027-01-04' });
    expect(formValues(['within-limits=FALSE', 'pod-code='], fields)).toEqual({ 'within-limits': false, 'pod-code': null });
  });

  it('are left as they are written where they do not fit: the service says what is wrong', () => {
    expect(formValues(['count=3.5', 'within-limits=perhaps', 'colour=red'], fields)).toEqual({ count: '3.5', 'within-limits': 'perhaps', colour: 'red' });
  });

  it.each(['pod-code', '=x', ''])('are written as field=value: %j is refused', (text) => {
    expect(() => formValues([text], fields)).toThrow('write field=value');
  });
});
