import type { FittingRecipes, Recipe, RecipeSummary } from '@kairos/contracts';
import { namedColumns } from '../drift/drift-report.calc.ts';

const most = 10;
const leastShare = 0.5;

export type KnownRecipe = { summary: RecipeSummary; document: Recipe };

/** Recipes of whose columns a file has half or more: first those it lacks least of, of these the ones that read most of it. */
export function fittingRecipes(recipes: readonly KnownRecipe[], columns: readonly string[]): FittingRecipes {
  const present = new Set(columns);
  const items = recipes.flatMap(({ summary, document }) => {
    const named = namedColumns(document);
    const lacks = named.filter((name) => !present.has(name));
    return named.length === 0 || lacks.length / named.length > 1 - leastShare ? [] : [{ ...summary, columns: named.length, lacks }];
  });
  return { items: items.sort((a, b) => a.lacks.length - b.lacks.length || b.columns - a.columns).slice(0, most) };
}
