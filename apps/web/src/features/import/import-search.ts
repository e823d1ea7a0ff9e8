import { z } from 'zod';
import type { RowOutcome } from '@kairos/contracts';

export const outcomes = ['created', 'updated', 'unchanged', 'rejected', 'skipped'] as const satisfies readonly RowOutcome[];
const yes = z.enum(['true']).optional().catch(undefined);
const text = (most: number) => z.string().trim().min(1).max(most).optional().catch(undefined);

/** What the rows are narrowed to, and the row that is open beside them. */
export const ImportSearch = z.object({
  outcome: z.enum(outcomes).optional().catch(undefined),
  code: text(100), column: text(200), text: text(200), open: yes, divergent: yes,
  row: z.coerce.number().int().positive().optional().catch(undefined),
});
export type ImportSearch = z.infer<typeof ImportSearch>;

export function rowsQuery({ outcome, code, column, text: said, open, divergent }: ImportSearch) {
  return { outcome, code, column, text: said, open, divergent };
}
