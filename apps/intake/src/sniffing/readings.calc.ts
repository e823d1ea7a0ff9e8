/** One way to read cells: `read` tells what a cell means that way, in a spelling that can be compared, or undefined. */
export type Candidate<T> = { value: T; read: (cell: string) => string | undefined };

/**
 * The ways that read the most cells, the plainest first. They are in doubt where two of them read one cell as different
 * things: `doubt` is such a cell, and `rivals` are all that read as many.
 */
export type Readings<T> = { best: Candidate<T>; rivals: Candidate<T>[]; share: number; doubt: string | undefined };

/** Weighs candidates, which come in order from the plainest, by the cells they can read. */
export function weighReadings<T>(candidates: readonly Candidate<T>[], cells: readonly string[]): Readings<T> | undefined {
  const counted = candidates.map((candidate) => ({ candidate, count: cells.filter((cell) => candidate.read(cell) !== undefined).length }));
  const most = Math.max(...counted.map(({ count }) => count));
  const rivals = counted.filter(({ count }) => count === most && count > 0).map(({ candidate }) => candidate);
  const [best] = rivals;
  if (!best) return undefined;
  const doubt = cells.find((cell) => new Set(rivals.map((rival) => rival.read(cell))).size > 1);
  return { best, rivals, share: most / cells.length, doubt };
}
