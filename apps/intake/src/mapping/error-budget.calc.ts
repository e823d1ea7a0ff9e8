import type { ImportFailure, OnError } from '@kairos/contracts';

/** Rows behind us, without those that were passed over, and how many of them were rejected. */
export type BudgetUse = { rows: number; rejected: number };
type RowOutcome = { line: number; outcome: string };

/**
 * The first row at which an import has to stop by its recipe, told as the failure of the job, or undefined. Rows are
 * looked at one by one, so it does not matter how they are cut into chunks.
 */
export function overBudget({ action, maxErrors, maxErrorPercent, afterRows }: OnError, before: BudgetUse, rows: readonly RowOutcome[]): ImportFailure | undefined {
  const failed = (line: number, code: string, detail: string): ImportFailure => ({ code, detail, line, column: null });
  let { rows: seen, rejected } = before;
  for (const { line, outcome } of rows) {
    if (outcome === 'skipped') continue;
    seen += 1;
    if (outcome === 'rejected') rejected += 1;
    if (outcome === 'rejected' && action === 'stop') return failed(line, 'stopped-at-error', 'the recipe stops at the first row that is rejected');
    if (outcome === 'rejected' && maxErrors !== undefined && rejected > maxErrors) return failed(line, 'too-many-errors', `${rejected} rows are rejected; the recipe allows ${maxErrors}`);
    if (maxErrorPercent !== undefined && seen >= afterRows && rejected * 100 > maxErrorPercent * seen) {
      return failed(line, 'too-many-errors', `${rejected} of ${seen} rows are rejected; the recipe allows ${maxErrorPercent} %`);
    }
  }
  return undefined;
}
