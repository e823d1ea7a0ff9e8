import { expect, it } from '@jest/globals';
import { faultyValues, fixOf, type FixDraft } from './fix-alike.calc.ts';

const problem = { code: 'unmapped-value', column: 'Fuel' };
const error = (value: string | null) => ({ errors: [{ code: 'unmapped-value', column: 'Fuel', field: 'type', value, detail: '' }] });
const draft: FixDraft = { way: 'map', map: {}, text: '', with: '', value: '' };

it('counts the values at fault, the most frequent first', () => {
  expect(faultyValues([error('Gas'), error('Coal'), error('Gas'), error(null), { errors: [] }], problem)).toEqual([{ value: 'Gas', rows: 2 }, { value: '', rows: 1 }, { value: 'Coal', rows: 1 }]);
});

it('asks for what was chosen, and for nothing where nothing was', () => {
  expect(fixOf(problem, draft)).toBeUndefined();
  expect(fixOf(problem, { ...draft, map: { Gas: 'Biomass', Coal: '' } })).toEqual({ ...problem, change: { map: { Gas: 'Biomass' } } });
  expect(fixOf(problem, { ...draft, way: 'replace', text: ',', with: '.' })).toEqual({ ...problem, change: { replace: { text: ',', with: '.' } } });
  expect(fixOf(problem, { ...draft, way: 'set', value: 'Wind' })).toEqual({ ...problem, change: { set: 'Wind' } });
});
