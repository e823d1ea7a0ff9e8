import { expect, it } from '@jest/globals';
import { plantRecipe } from '../test/recipe.builder.ts';
import { writtenFields, type AppliedRow } from './written-fields.calc.ts';

const recipe = plantRecipe();
const row = (facts: Partial<AppliedRow>) => ({ target: 'assets.plants', importJobId: 'first', row: 1, line: 2, sourceFileName: 'a.csv', importedByUserId: 'u', importedAt: '2026-01-01T00:00:00.000Z', recipe, changedFields: null, ...facts }) as AppliedRow;

it('each field was written by the last row that changed it; what created the record wrote all that its recipe maps', () => {
  const fields = writtenFields([row({ importJobId: 'third' as never, changedFields: ['capacityKw'] }), row({ importJobId: 'second' as never, changedFields: ['capacityKw', 'name'] }), row({ row: 7 })]);
  expect(fields.map(({ field, importJobId, row: at, column }) => [field, importJobId, at, column])).toEqual([
    ['capacityKw', 'third', 1, 'power'], ['code', 'first', 7, 'code'], ['name', 'second', 1, 'name'], ['type', 'first', 7, 'type'],
  ]);
  expect(fields[0]?.recipe).toEqual({ name: 'test-plants', version: 1 });
});

it('of a record that no import met nothing is told', () => expect(writtenFields([])).toEqual([]));
