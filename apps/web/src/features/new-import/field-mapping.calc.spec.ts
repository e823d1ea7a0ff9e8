import { expect, it } from '@jest/globals';
import type { ColumnProfile, ImportField } from '@kairos/contracts';
import { fieldFrom, fieldWithout, mappingOf, missingFields, recipeNameOf, unitOfColumn, unitOfField } from './field-mapping.calc.ts';

const profile = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({ name, type: { value: 'text', confidence: 1, reason: '' }, numberFormat: null, dateFormat: null, emptyCells: 0, cells: 3, ...more });
const capacity: ImportField = { name: 'capacityKw', as: 'decimal', required: true, choices: [] };
const code: ImportField = { name: 'code', as: 'text', required: true, choices: [] };
const type: ImportField = { name: 'type', as: 'text', required: true, choices: ['Wind', 'Photovoltaic'] };

it('reads units off the names of fields and columns', () => {
  expect([unitOfField('capacityKw'), unitOfField('energyKwh'), unitOfField('code')]).toEqual(['kW', 'kWh', undefined]);
  expect(unitOfColumn('capacityKw', 'Potenza (MW)')).toEqual({ from: 'MW', to: 'kW' });
  expect(unitOfColumn('capacityKw', 'Potenza kW')).toBeUndefined();
});

it('takes numbers and values as the column shows them, and leaves open what is not sure', () => {
  const sure = { value: { decimalSeparator: ',' as const, groupSeparator: '.' as const }, confidence: 0.9, reason: '' };
  expect(fieldFrom(capacity, profile('Potenza (MW)', { numberFormat: sure }))).toMatchObject({ from: 'Potenza (MW)', decimalSeparator: ',', unit: { from: 'MW', to: 'kW' } });
  expect(fieldFrom(capacity, profile('P', { numberFormat: { ...sure, confidence: 0.5 } }))).toMatchObject({ decimalSeparator: 'auto', groupSeparator: 'auto' });
  const match = { column: 'Fonte', field: 'type', from: 'Eolico', to: 'Wind', kind: 'synonym' as const, confidence: 0.9, reason: '' };
  expect(fieldFrom(type, profile('Fonte'), [match])).toMatchObject({ values: { Eolico: 'Wind' } });
});

it('goes by what somebody chose, and forgets columns that another reading of the file does not have', () => {
  const proposed = { fields: [code, capacity], mapping: [fieldFrom(code, profile('Codice'))], profiles: [profile('Codice'), profile('kW')] };
  expect(missingFields(proposed.fields, mappingOf(proposed, {}))).toEqual(['capacityKw']);
  const chosen = { capacityKw: fieldWithout(capacity, { expression: 'kW * 1000' }), code: null };
  expect(mappingOf(proposed, chosen).map(({ target, take }) => [target, take?.kind])).toEqual([['capacityKw', 'custom']]);
  expect(mappingOf({ ...proposed, profiles: [profile('column 1')] }, {})).toEqual([]);
});

it('names a recipe after its file', () => {
  expect([recipeNameOf('Impianti Città 2026.csv'), recipeNameOf('…')]).toEqual(['impianti-citta-2026', 'my-recipe']);
});
