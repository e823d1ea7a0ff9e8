import { z } from 'zod';
import { Severity } from './recipe-rules.ts';

/** `plan` asks the target what would happen and writes nothing there; `apply` writes. */
export const ImportMode = z.enum(['plan', 'apply']);
export type ImportMode = z.infer<typeof ImportMode>;

export const importJobStatuses = ['scheduled', 'queued', 'running', 'retrying', 'awaiting-approval', 'completed', 'failed', 'cancelled', 'undoing', 'undone'] as const;
export const ImportJobStatus = z.enum(importJobStatuses);
export type ImportJobStatus = z.infer<typeof ImportJobStatus>;

/** Which status may follow which. Whatever asks for another step is told these. */
export const importJobTransitions: Record<ImportJobStatus, readonly ImportJobStatus[]> = {
  scheduled: ['running', 'failed', 'cancelled'],
  queued: ['running', 'failed', 'cancelled'],
  running: ['retrying', 'awaiting-approval', 'completed', 'failed', 'cancelled'],
  retrying: ['running', 'failed', 'cancelled'],
  'awaiting-approval': ['completed', 'cancelled'],
  completed: ['undoing'],
  failed: ['queued', 'undoing'],
  cancelled: ['undoing'],
  undoing: ['undone', 'failed'],
  undone: [],
};

/** Statuses at which a job has ended, for good unless somebody asks for more. */
export const overImportStatuses: readonly ImportJobStatus[] = ['completed', 'failed', 'cancelled', 'undone'];

/** From the most urgent; a tenant's own jobs wait by it, other tenants' are not behind them. */
export const importPriorities = ['critical', 'high', 'normal', 'low'] as const;
export const ImportPriority = z.enum(importPriorities);
export type ImportPriority = z.infer<typeof ImportPriority>;

/** How another job has to end before a job may begin. */
export const DependencyOutcome = z.enum(['success', 'completion', 'failure']);
export type DependencyOutcome = z.infer<typeof DependencyOutcome>;

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
  /** An error unless it says otherwise; warnings and remarks leave the row its outcome. */
  severity: Severity.optional(),
});
export type RowError = z.infer<typeof RowError>;

/** In how many rows a field, or a column, broke a rule. */
export const ProblemCount = z.object({ field: z.string().nullable(), column: z.string().nullable(), code: z.string(), severity: Severity, rows: z.int().positive() });
export type ProblemCount = z.infer<typeof ProblemCount>;

/** What ended a job before the end of its file. `line` and `column` are set when the file itself is at fault. */
export const ImportFailure = z.object({
  code: z.string(),
  detail: z.string(),
  line: z.int().positive().nullable(),
  column: z.int().positive().nullable(),
});
export type ImportFailure = z.infer<typeof ImportFailure>;
