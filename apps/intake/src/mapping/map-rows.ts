import type { SourceRow } from '../rows/source-row.ts';
import type { PlainNumber, Refusal } from '../steps/step.ts';
import type { CompiledRecipe } from './compile-recipe.calc.ts';
import { mapRow, mapRowWith, type Answers, type MappedRow, type MappedValues } from './map-row.calc.ts';

/** An expression with what it is given: the columns of a row, the text at hand, and the fields of the target for a rule. */
export type ExpressionInput = { expression: string; columns: Record<string, string>; value: string | null; fields: MappedValues | null };
/** Works out expressions, one outcome for each, in their order. */
export type Evaluate = (inputs: readonly ExpressionInput[]) => Promise<(string | PlainNumber | Refusal)[]>;

type Unfinished = { index: number; row: SourceRow; answers: (string | PlainNumber | Refusal | undefined)[] };

/**
 * Maps rows of a file in order. Expressions of all rows are worked out together: each round takes those whose inputs are
 * known, and maps their rows anew.
 */
export async function mapRows(recipe: CompiledRecipe, rows: readonly SourceRow[], evaluate: Evaluate): Promise<MappedRow[]> {
  if (recipe.expressions.length === 0) return rows.map((row) => mapRow(recipe, row));
  const mapped: MappedRow[] = new Array<MappedRow>(rows.length);
  let unfinished = rows.map((row, index): Unfinished => ({ index, row, answers: [] }));
  // An answer makes at least one more known, so there are at most as many rounds as expressions.
  for (let round = 0; unfinished.length > 0 && round <= recipe.expressions.length; round += 1) {
    const inputs: ExpressionInput[] = [];
    const places: { answers: Unfinished['answers']; expression: number }[] = [];
    unfinished = unfinished.filter(({ index, row, answers }) => {
      const result = mapRowWith(recipe, row, answers as Answers);
      if (result.kind !== 'waiting') mapped[index] = result;
      else {
        const columns = columnsOf(recipe, result.cells);
        for (const { expression, value, fields } of result.calls) {
          inputs.push({ expression: recipe.expressions[expression] ?? '', columns, value, fields });
          places.push({ answers, expression });
        }
      }
      return result.kind === 'waiting';
    });
    if (inputs.length === 0) break;
    const outcomes = await evaluate(inputs);
    places.forEach(({ answers, expression }, at) => (answers[expression] = outcomes[at]));
  }
  return mapped;
}

function columnsOf({ columns }: CompiledRecipe, cells: readonly (string | undefined)[]): Record<string, string> {
  return Object.fromEntries(cells.flatMap((cell, index) => (cell === undefined ? [] : [[columns[index] ?? '', cell] as const])));
}
