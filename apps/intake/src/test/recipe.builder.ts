import { readFileSync } from 'node:fs';
import { Recipe, type NewRecipeBody, type RecipeDocument } from '@kairos/contracts';
import type { z } from 'zod';

/** The recipe that ships with the product, from its file. */
export function shippedRecipe(name: string): Recipe {
  return Recipe.parse(JSON.parse(readFileSync(new URL(`../../recipes/${name}.json`, import.meta.url), 'utf8')));
}

type Input = z.input<typeof RecipeDocument>;
type Field = Input['fields'][number];

/** A small sound recipe for plants; tests replace what they are about. */
export function plantRecipe({ fields: own = [], ...facts }: Partial<Omit<Input, 'format' | 'version'>> = {}): Recipe {
  const usual: Field[] = [
    { target: 'code', from: 'code', as: 'text', required: true },
    { target: 'name', from: 'name', as: 'text', required: true },
    { target: 'type', from: 'type', as: 'text', required: true, values: { PV: 'Photovoltaic', Wind: 'Wind' } },
    { target: 'capacityKw', from: 'power', as: 'decimal', required: true },
  ];
  return Recipe.parse({
    format: 'kairos.recipe.v2',
    name: 'test-plants',
    version: 1,
    title: 'Plants of a test',
    target: 'assets.plants',
    naturalKey: ['code'],
    ...facts,
    fields: [...usual.filter(({ target }) => !own.some((field) => field.target === target)), ...own],
  });
}

/** The same recipe as someone would submit it. */
export function newPlantRecipe(): NewRecipeBody {
  const { version: _, ...recipe } = plantRecipe();
  return recipe;
}
