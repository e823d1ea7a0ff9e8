import type { NewRecipeBody, Recipe, RecipeTest, RecipeTestOutcome, RecipeTestReport } from '@kairos/contracts';
import type { SourceRow } from '../rows/source-row.ts';
import { compileRecipe } from './compile-recipe.calc.ts';
import type { MappedRow } from './map-row.calc.ts';
import { mapRows, type Evaluate } from './map-rows.ts';
import { namedColumns } from '../drift/drift-report.calc.ts';

/** Runs the tests that a recipe carries: their rows as a file of their own, each row against what it is to become. */
export async function runRecipeTests(recipe: NewRecipeBody | Recipe, evaluate: Evaluate): Promise<RecipeTestReport> {
  const outcomes = recipe.tests.length === 0 ? [] : await outcomesOf(recipe, evaluate);
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  return { passed, failed: outcomes.length - passed, tests: outcomes };
}

async function outcomesOf(recipe: NewRecipeBody | Recipe, evaluate: Evaluate): Promise<RecipeTestOutcome[]> {
  const columns = [...new Set([...namedColumns(recipe), ...recipe.tests.flatMap(({ row }) => Object.keys(row))])];
  const rows = recipe.tests.map(({ row }, index): SourceRow => {
    const cells = new Map(Object.entries(row));
    return { row: index + 1, line: index + 2, blank: false, cells: columns.map((name) => cells.get(name) ?? '') };
  });
  const compiled = compileRecipe({ version: 1, ...recipe }, columns, rows);
  if ('problem' in compiled) return recipe.tests.map(({ name }) => ({ name, passed: false, differences: [{ what: 'recipe', expected: 'that it fits the rows of its tests', got: compiled.problem.detail }] }));
  const mapped = await mapRows(compiled, rows, evaluate);
  return recipe.tests.map((test, index) => outcomeOf(test, mapped[index] ?? { kind: 'skipped' }));
}

function outcomeOf({ name, expect }: RecipeTest, row: MappedRow): RecipeTestOutcome {
  const differences: RecipeTestOutcome['differences'] = [];
  const compare = (what: string, expected: unknown, got: unknown) => {
    const [wanted, found] = [JSON.stringify(expected), JSON.stringify(got) ?? 'nothing'];
    if (wanted !== found) differences.push({ what, expected: wanted, got: found.slice(0, 500) });
  };
  const told = row.kind === 'rejected' ? row.errors : row.kind === 'valid' ? (row.notes ?? []) : [];
  const codes = (errors: boolean) => told.filter(({ severity = 'error' }) => (severity === 'error') === errors).map(({ code }) => code).sort();
  compare('errors', [...expect.errors].sort(), codes(true));
  if (expect.warnings) compare('warnings', [...expect.warnings].sort(), codes(false));
  const values = new Map(Object.entries(row.kind === 'valid' ? row.values : {}));
  for (const [field, expected] of Object.entries(expect.values ?? {})) compare(field, expected, values.get(field));
  return { name, passed: differences.length === 0, differences };
}
