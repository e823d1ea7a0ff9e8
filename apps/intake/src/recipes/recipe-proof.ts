import { Injectable } from '@nestjs/common';
import type { NewRecipeBody, Recipe, RecipeFinding, RecipeTestReport } from '@kairos/contracts';
import { ExpressionSandboxes } from '../expressions/expression-sandboxes.ts';
import { expressionsIn } from '../mapping/expressions-in.ts';
import { expressionsOf, recipeFindings } from './recipe-findings.calc.ts';
import { RecipeNotSound } from './recipe.errors.ts';
import { runRecipeTests } from '../mapping/run-recipe-tests.ts';

/** Tries a recipe out before anybody relies on it. */
@Injectable()
export class RecipeProof {
  constructor(private readonly sandboxes: ExpressionSandboxes) {}

  /** @throws RecipeNotSound with each pattern, expression and test that fails */
  async prove(recipe: NewRecipeBody): Promise<void> {
    const errors = recipeFindings(recipe).filter(({ severity }) => severity === 'error');
    errors.push(...(await this.expressions(recipe)));
    if (errors.length > 0) throw new RecipeNotSound(errors);
    const { tests } = await this.test(recipe);
    const failed = tests.flatMap(({ differences }, index) =>
      differences.map(({ what, expected, got }): RecipeFinding => ({ code: 'test-failed', severity: 'error', pointer: `/tests/${index}`, detail: `${what} is to be ${expected} and is ${got}` })),
    );
    if (failed.length > 0) throw new RecipeNotSound(failed);
  }

  test(recipe: NewRecipeBody | Recipe): Promise<RecipeTestReport> {
    return this.sandboxes.use((sandbox) => runRecipeTests(recipe, expressionsIn(sandbox)));
  }

  /** What is wrong with how the expressions of a recipe are written. */
  expressions(recipe: Pick<NewRecipeBody, 'steps' | 'fields' | 'rules'>): Promise<RecipeFinding[]> {
    const placed = expressionsOf(recipe);
    if (placed.length === 0) return Promise.resolve([]);
    return this.sandboxes.use(async (sandbox) => {
      const findings: RecipeFinding[] = [];
      for (const { expression, place } of placed) {
        const problem = await sandbox.check(expression);
        if (problem !== undefined) findings.push({ code: 'invalid-expression', severity: 'error', pointer: place.map((part) => `/${part}`).join(''), detail: `is no expression: ${problem}` });
      }
      return findings;
    });
  }
}
