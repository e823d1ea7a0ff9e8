import { rowKinds, type RowKind, type RowScope } from '@kairos/contracts';

type Scoped = { rowScope: RowScope };

/**
 * The ids of one kind that a caller reaches, or null for all of them. The one rule of row scope: lists, counts, exports,
 * single reads, the live stream and explanations all ask here.
 *
 * A scope that is silent about a kind was given before there was such a kind: whoever reached every plant reached
 * everything, and whoever had a list reaches nothing more until they are given it.
 */
export function rowsReached({ rowScope }: Scoped, kind: RowKind): string[] | null {
  const reached = rowScope[kind] ?? (rowScope.plants === 'all' ? 'all' : []);
  return reached === 'all' ? null : reached;
}

/** Whether a caller reaches one row. */
export function reaches(scoped: Scoped, kind: RowKind, id: string): boolean {
  const reached = rowsReached(scoped, kind);
  return reached === null || reached.includes(id);
}

/** The plant ids a caller reaches, or null for all of them. */
export function plantScope(scoped: Scoped): string[] | null {
  return rowsReached(scoped, 'plants');
}

export function reachesPlant(scoped: Scoped, plantId: string): boolean {
  return reaches(scoped, 'plants', plantId);
}

/** Whether `wanted` reaches no row of any kind that `held` does not reach. */
export function scopeWithin(held: RowScope, wanted: RowScope): boolean {
  return rowKinds.every((kind) => {
    const [has, asks] = [rowsReached({ rowScope: held }, kind), rowsReached({ rowScope: wanted }, kind)];
    if (has === null) return true;
    const reached = new Set(has);
    return asks !== null && asks.every((id) => reached.has(id));
  });
}
