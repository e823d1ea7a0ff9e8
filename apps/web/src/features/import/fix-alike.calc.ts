import type { CellChange, FixRowsAlikeBody, RowResultView } from '@kairos/contracts';

export type FixWay = 'map' | 'replace' | 'set';
export type FixDraft = { way: FixWay; map: Readonly<Record<string, string>>; text: string; with: string; value: string };
export type FaultyValue = { value: string; rows: number };

/** The values at fault in rows that are alike, the most frequent first. */
export function faultyValues(rows: readonly Pick<RowResultView, 'errors'>[], { code, column }: { code: string; column: string }): FaultyValue[] {
  const counts = new Map<string, number>();
  for (const { errors } of rows) {
    const error = errors.find((one) => one.code === code && one.column === column);
    if (error) counts.set(error.value ?? '', (counts.get(error.value ?? '') ?? 0) + 1);
  }
  return [...counts].map(([value, times]) => ({ value, rows: times })).sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1));
}

/** What is asked of the API, or nothing where nothing was chosen. */
export function fixOf(problem: { code: string; column: string }, { way, map, text, with: replacement, value }: FixDraft): FixRowsAlikeBody | undefined {
  const chosen = Object.fromEntries(Object.entries(map).filter(([, to]) => to !== ''));
  const change: Record<FixWay, CellChange | undefined> = {
    map: Object.keys(chosen).length > 0 ? { map: chosen } : undefined,
    replace: text === '' ? undefined : { replace: { text, with: replacement } },
    set: value === '' ? undefined : { set: value },
  };
  const made = change[way];
  return made && { ...problem, change: made };
}
