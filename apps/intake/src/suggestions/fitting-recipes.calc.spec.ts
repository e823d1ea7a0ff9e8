import { expect, it } from '@jest/globals';
import { plantRecipe } from '../test/recipe.builder.ts';
import { fittingRecipes } from './fitting-recipes.calc.ts';

const known = (name: string, from: string[]) => {
  const document = plantRecipe({ fields: from.map((column, at) => ({ target: ['code', 'name', 'type', 'capacityKw'][at] ?? 'notes', from: column, as: 'text', required: true })) });
  return { document, summary: { name, version: 1, title: name, target: 'assets.plants' as const, origin: 'tenant' as const, createdByUserId: null, createdAt: null } };
};

it('offers the recipes whose columns a file has, those that lack none first, and none that lacks most', () => {
  const recipes = [known('half', ['code', 'name', 'fuel', 'power']), known('all', ['code', 'name', 'kind', 'kw']), known('none', ['a', 'b', 'c', 'name'])];
  expect(fittingRecipes(recipes, ['code', 'name', 'kind', 'kw', 'more']).items.map(({ name, columns, lacks }) => [name, columns, lacks])).toEqual([['all', 4, []], ['half', 4, ['fuel', 'power']]]);
});
