import type { CellChange } from '@kairos/contracts';
import type { NumberCells } from '../rows/source-row.ts';

/** What a change makes of a cell. A map leaves what it does not list as it is. */
export function changedCell(cell: string, change: CellChange): string {
  if ('set' in change) return change.set;
  if ('map' in change) return Object.hasOwn(change.map, cell.trim()) ? (change.map[cell.trim()] ?? cell) : cell;
  return cell.replaceAll(change.replace.text, () => change.replace.with);
}

export type CorrectedCell = { column: string; before: string; after: string };

type KeptRow = { cells: readonly string[] | null; numbers?: NumberCells | null };
type CorrectedRow = { cells: string[]; changes: CorrectedCell[]; numbers?: NumberCells };

/**
 * A row as wide as its columns, with the named cells replaced, and what that changed. A cell that is left as it was stays a number of its
 * file; a new one is text, read as the recipe says, unless it is among `marked`, which are numbers of the correction file.
 */
export function correctedCells(columns: readonly string[], kept: KeptRow, given: ReadonlyMap<string, string>, marked: ReadonlySet<string> = new Set()): CorrectedRow {
  const cells = kept.cells ?? [];
  const corrected = columns.map((column, index) => given.get(column) ?? cells[index] ?? '');
  const changes = columns.flatMap((column, index) => {
    const [before, after] = [cells[index] ?? '', corrected[index] ?? ''];
    return before === after ? [] : [{ column, before, after }];
  });
  const numbers = columns.map((column, index) => marked.has(column) || (kept.numbers?.[index] === true && corrected[index] === cells[index]));
  return { cells: corrected, changes, ...(numbers.includes(true) ? { numbers } : {}) };
}
