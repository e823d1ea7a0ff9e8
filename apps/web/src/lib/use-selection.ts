import { useCallback, useMemo, useState } from 'react';

export type Selection<Row> = { rows: readonly Row[]; has: (id: string) => boolean; toggle: (at: number, through: boolean) => void; add: (ats: readonly number[]) => void; all: (chosen: boolean) => void; keep: (ids: readonly string[]) => void };

/** Which rows of a list are chosen. What is no longer in the list is no longer chosen, however it left. */
export function useSelection<Row extends { id: string }>(list: readonly Row[]): Selection<Row> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState(0);
  const rows = useMemo(() => list.filter(({ id }) => ids.has(id)), [list, ids]);

  /** `through`: all from where it was last chosen to here become as this one becomes. */
  const toggle = useCallback(
    (at: number, through: boolean) => {
      const row = list[at];
      if (!row) return;
      const chosen = !ids.has(row.id);
      const range = through ? list.slice(Math.min(anchor, at), Math.max(anchor, at) + 1) : [row];
      const next = new Set(ids);
      for (const { id } of range) if (through || chosen) next.add(id); else next.delete(id);
      setIds(next);
      setAnchor(at);
    },
    [list, ids, anchor],
  );
  const add = useCallback((ats: readonly number[]) => setIds((before) => new Set([...before, ...ats.flatMap((at) => list[at]?.id ?? [])])), [list]);
  const all = useCallback((chosen: boolean) => setIds(new Set(chosen ? list.map(({ id }) => id) : [])), [list]);
  const keep = useCallback((kept: readonly string[]) => setIds(new Set(kept)), []);
  return { rows, has: (id) => ids.has(id), toggle, add, all, keep };
}
