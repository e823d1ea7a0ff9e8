import type { ProblemCount, RowError } from '@kairos/contracts';

/** A recipe has so many fields and rules at most that matter to a reader; what comes after them is left to the rows. */
const mostKinds = 500;

/** How often each field or column broke each rule, added to what was counted before; the most frequent first. */
export function countProblems(before: readonly ProblemCount[], rows: readonly { errors: readonly RowError[] }[]): ProblemCount[] {
  const counts = new Map(before.map((one) => [keyOf(one), { ...one }]));
  for (const { errors } of rows) {
    for (const { field, column, code, severity = 'error' } of errors) {
      const key = keyOf({ field, column, code, severity });
      const known = counts.get(key);
      if (known) known.rows += 1;
      else if (counts.size < mostKinds) counts.set(key, { field, column, code, severity, rows: 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows);
}

function keyOf({ field, column, code, severity }: Omit<ProblemCount, 'rows'>): string {
  return JSON.stringify([field, column, code, severity]);
}
