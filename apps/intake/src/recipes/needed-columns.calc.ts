import { columnsOf, columnsOfField, columnsOfTransformations, type RecipeDocument } from '@kairos/contracts';

type Needing = Pick<RecipeDocument, 'steps' | 'fields' | 'rules'>;

/** The columns of the file that a recipe names, each once. Expressions may read others. */
export function neededColumns({ steps, fields, rules }: Needing): string[] {
  const made = new Set(steps.map(({ into }) => into));
  const named = [
    ...steps.flatMap(({ take, transform }) => [...columnsOf(take), ...columnsOfTransformations(transform)]),
    ...fields.flatMap(columnsOfField),
    ...rules.flatMap(({ column }) => (column === undefined ? [] : [column])),
  ];
  return [...new Set(named)].filter((name) => !made.has(name));
}
