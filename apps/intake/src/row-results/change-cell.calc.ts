import type { CellChange } from '@kairos/contracts';

/** What a change makes of a cell. A map leaves what it does not list as it is. */
export function changedCell(cell: string, change: CellChange): string {
  if ('set' in change) return change.set;
  if ('map' in change) return Object.hasOwn(change.map, cell.trim()) ? (change.map[cell.trim()] ?? cell) : cell;
  return cell.replaceAll(change.replace.text, () => change.replace.with);
}

export type CorrectedCell = { column: string; before: string; after: string };

/** A row as wide as its columns, with the named cells replaced, and what that changed. */
export function correctedCells(columns: readonly string[], cells: readonly string[], given: ReadonlyMap<string, string>): { cells: string[]; changes: CorrectedCell[] } {
  const corrected = columns.map((column, index) => given.get(column) ?? cells[index] ?? '');
  const changes = columns.flatMap((column, index) => {
    const [before, after] = [cells[index] ?? '', corrected[index] ?? ''];
    return before === after ? [] : [{ column, before, after }];
  });
  return { cells: corrected, changes };
}
