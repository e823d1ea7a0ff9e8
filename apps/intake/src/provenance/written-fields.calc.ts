import type { FieldProvenance, Recipe } from '@kairos/contracts';

/** One row that an import applied to a record. `changedFields` is null where it created the record: then it wrote all its recipe maps. */
export type AppliedRow = Omit<FieldProvenance, 'field' | 'column' | 'recipe'> & { recipe: Recipe; changedFields: string[] | null };

/**
 * For every field the last row that wrote it.
 *
 * @param rows the rows of one record, the last first
 */
export function writtenFields(rows: readonly AppliedRow[]): FieldProvenance[] {
  const fields = new Map<string, FieldProvenance>();
  for (const { recipe, changedFields, ...row } of rows) {
    const columns = columnsOf(recipe);
    for (const field of changedFields ?? [...columns.keys()]) {
      if (!fields.has(field)) fields.set(field, { ...row, field, column: columns.get(field) ?? null, recipe: { name: recipe.name, version: recipe.version } });
    }
  }
  return [...fields.values()].sort((a, b) => (a.field < b.field ? -1 : 1));
}

/** The column that each field of a recipe comes from. */
function columnsOf({ fields }: Recipe): Map<string, string | null> {
  return new Map(fields.map(({ target, from }) => [target, from ?? null]));
}
