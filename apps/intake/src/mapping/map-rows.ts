import { setImmediate as turn } from 'node:timers/promises';
import type { SourceRow } from '../rows/source-row.ts';
import type { PlainNumber, Refusal } from '../steps/step.ts';
import type { CompiledRecipe } from './compile-recipe.calc.ts';
import { mapRow, mapRowWith, type Answers, type MappedRow, type MappedValues } from './map-row.calc.ts';

/** An expression with what it is given: the columns of a row, the text at hand, and the fields of the target for a rule. */
export type ExpressionInput = { expression: string; columns: Record<string, string>; value: string | null; fields: MappedValues | null };
/** Works out expressions, one outcome for each, in their order. */
export type Evaluate = (inputs: readonly ExpressionInput[]) => Promise<(string | PlainNumber | Refusal)[]>;

type Unfinished = { index: number; row: SourceRow; answers: (string | PlainNumber | Refusal | undefined)[]; spent: number };

/** Work of rows, as their recipe counts it, before something else has a turn. */
const workAtOnce = 50_000;

/**
 * Maps rows of a file in order. Expressions of all rows are worked out together: each round takes those whose inputs are
 * known, and maps their rows anew.
 */
export async function mapRows(recipe: CompiledRecipe, rows: readonly SourceRow[], evaluate: Evaluate): Promise<MappedRow[]> {
  const pause = pausesOf(recipe);
  const mapped: MappedRow[] = new Array<MappedRow>(rows.length);
  if (recipe.expressions.length === 0) {
    for (const [index, row] of rows.entries()) {
      mapped[index] = mapRow(recipe, row);
      if (pause.due()) await turn();
    }
    return mapped;
  }
  let unfinished = rows.map((row, index): Unfinished => ({ index, row, answers: [], spent: 0 }));
  // An answer makes at least one more known, so there are at most as many rounds as expressions.
  for (let round = 0; unfinished.length > 0 && round <= recipe.expressions.length; round += 1) {
    const inputs: ExpressionInput[] = [];
    const places: { answers: Unfinished['answers']; expression: number }[] = [];
    const left: Unfinished[] = [];
    for (const { index, row, answers, spent } of unfinished) {
      const result = mapRowWith(recipe, row, answers as Answers, spent);
      if (result.kind !== 'waiting') mapped[index] = result;
      else {
        left.push({ index, row, answers, spent: recipe.meter.spent });
        const columns = columnsOf(recipe, result.cells);
        for (const { expression, value, fields } of result.calls) {
          inputs.push({ expression: recipe.expressions[expression] ?? '', columns, value, fields });
          places.push({ answers, expression });
        }
      }
      if (pause.due()) await turn();
    }
    unfinished = left;
    if (inputs.length === 0) break;
    const outcomes = await evaluate(inputs);
    places.forEach(({ answers, expression }, at) => (answers[expression] = outcomes[at]));
  }
  return mapped;
}

function pausesOf({ meter }: CompiledRecipe): { due: () => boolean } {
  let since = meter.total;
  return {
    due: () => {
      if (meter.total - since < workAtOnce) return false;
      since = meter.total;
      return true;
    },
  };
}

function columnsOf({ columns }: CompiledRecipe, cells: readonly (string | undefined)[]): Record<string, string> {
  return Object.fromEntries(cells.flatMap((cell, index) => (cell === undefined ? [] : [[columns[index] ?? '', cell] as const])));
}
