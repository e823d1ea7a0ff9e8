import { z } from 'zod';

/** `plan` asks the target what would happen and writes nothing there; `apply` writes. */
export const ImportMode = z.enum(['plan', 'apply']);
export type ImportMode = z.infer<typeof ImportMode>;

export const importJobStatuses = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const;
export const ImportJobStatus = z.enum(importJobStatuses);
export type ImportJobStatus = z.infer<typeof ImportJobStatus>;

export const rowOutcomes = ['created', 'updated', 'unchanged', 'rejected', 'skipped'] as const;
export const RowOutcome = z.enum(rowOutcomes);
export type RowOutcome = z.infer<typeof RowOutcome>;

const count = z.int().nonnegative();

/** `read` is always the sum of the others: every row of the file has exactly one outcome. */
export const ImportCounts = z.object({
  read: count,
  created: count,
  updated: count,
  unchanged: count,
  rejected: count,
  skipped: count,
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** Why one cell, or a row as a whole (`column` null), was not taken. `field` is the target's name for it. */
export const RowError = z.object({
  code: z.string(),
  column: z.string().nullable(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  detail: z.string(),
});
export type RowError = z.infer<typeof RowError>;

/** What ended a job before the end of its file. `line` and `column` are set when the file itself is at fault. */
export const ImportFailure = z.object({
  code: z.string(),
  detail: z.string(),
  line: z.int().positive().nullable(),
  column: z.int().positive().nullable(),
});
export type ImportFailure = z.infer<typeof ImportFailure>;
