import type { BatchRowResult, FieldChange, ImportCounts, RowError, RowOutcome } from '@kairos/contracts';
import { shorten } from '../rows/check-row.calc.ts';
import type { NumberCells, SourceRow } from '../rows/source-row.ts';
import type { CompiledRecipe } from '../mapping/compile-recipe.calc.ts';
import type { MappedRow, MappedValues } from '../mapping/map-row.calc.ts';
import { ImportCannotGoOn } from '../import-targets/import-failures.ts';

/** `cells` are kept of rows that someone will want to see again. */
export type RowResult = { row: number; line: number; outcome: RowOutcome; recordId: string | null; errors: RowError[]; cells: string[] | null; changes?: FieldChange[]; changedFields?: string[]; numbers?: NumberCells; cut?: boolean };
export type MappedChunk = { source: SourceRow; mapped: MappedRow }[];

const longestKept = 100_000;

/** The rows of a chunk that go to the target. */
export function rowsToSend(chunk: MappedChunk): { rowNumber: number; values: MappedValues }[] {
  return chunk.flatMap(({ source, mapped }) => (mapped.kind === 'valid' ? [{ rowNumber: source.row, values: mapped.values }] : []));
}

/**
 * One result for every row of a chunk: from the recipe for those it turned down, from the target for those it was sent.
 *
 * @throws ImportCannotGoOn when the target's answer does not cover exactly the rows it was sent
 */
export function chunkResults(recipe: CompiledRecipe, chunk: MappedChunk, answers: readonly BatchRowResult[]): RowResult[] {
  const sent = chunk.reduce((count, { mapped }) => count + (mapped.kind === 'valid' ? 1 : 0), 0);
  if (answers.length !== sent) throw incomplete(`${answers.length} answers to ${sent} rows`);
  const answerTo = answerFinder(answers);
  return chunk.map(({ source, mapped }): RowResult => {
    const { row, line } = source;
    if (mapped.kind === 'skipped') return { row, line, outcome: 'skipped', recordId: null, errors: [], cells: null };
    if (mapped.kind === 'rejected') return { row, line, outcome: 'rejected', recordId: null, errors: mapped.errors, ...kept(source) };
    const answer = answerTo(row);
    if (!answer) throw incomplete(`no answer to row ${row}`);
    const { outcome, recordId, changes, changedFields } = answer;
    // Most rows: nothing to tell but what became of them.
    if (outcome !== 'rejected' && answer.errors.length === 0 && !mapped.notes && !changes && !changedFields) return { row, line, outcome, recordId, errors: [], cells: null };
    const errors = [...answer.errors.map((error) => told(recipe, error)), ...(mapped.notes ?? [])];
    return { row, line, outcome, recordId, errors, ...(outcome === 'rejected' ? kept(source) : { cells: null }), ...(changes ? { changes } : {}), ...(changedFields ? { changedFields } : {}) };
  });
}

/** Answers come in the order of their rows; whoever gives them in another is understood, too. */
function answerFinder(answers: readonly BatchRowResult[]): (row: number) => BatchRowResult | undefined {
  let next = 0;
  let byRow: Map<number, BatchRowResult> | undefined;
  return (row) => {
    const answer = answers[next];
    next += 1;
    if (!byRow && answer?.rowNumber === row) return answer;
    byRow ??= new Map(answers.map((one) => [one.rowNumber, one]));
    return byRow.get(row);
  };
}

export function countOutcomes(results: readonly RowResult[]): ImportCounts {
  const counts: ImportCounts = { read: results.length, created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

function incomplete(what: string): ImportCannotGoOn {
  return new ImportCannotGoOn({ code: 'target-unreadable', detail: `the target gave ${what}` });
}

/** An error of the target, told by the column of the file that its field came from. */
function told(recipe: CompiledRecipe, { field, code, value, detail }: BatchRowResult['errors'][number]): RowError {
  const column = recipe.fields.find(({ target }) => target === field)?.column ?? null;
  return { code, column, field: field || null, value: value === null ? null : shorten(value), detail };
}

/** A row that is too long is kept as it is shown; it cannot be corrected from that. */
function kept({ cells, numbers }: SourceRow): Pick<RowResult, 'cells' | 'numbers' | 'cut'> {
  const length = cells.reduce((sum, cell) => sum + cell.length, 0);
  if (length > longestKept) return { cells: cells.slice(0, 200).map(shorten), cut: true };
  return { cells: cells.map((cell) => cell.replaceAll('\0', '␀').toWellFormed()), ...(numbers?.includes(true) ? { numbers } : {}) };
}
