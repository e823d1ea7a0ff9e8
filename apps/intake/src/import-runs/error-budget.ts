import type { ImportCounts, ImportFailure, OnError } from '@kairos/contracts';
import { overBudget } from '../mapping/error-budget.calc.ts';
import { ImportCannotGoOn } from '../import-targets/import-failures.ts';

/** Whether rejected rows may end an import, so that nothing may be sent before it is known what became of what was sent. */
export function isBounded({ action, maxErrors, maxErrorPercent }: OnError): boolean {
  return action === 'stop' || maxErrors !== undefined || maxErrorPercent !== undefined;
}

type RowOutcome = { line: number; outcome: string };

/** How many rows of a job may still be rejected by its recipe, as chunk follows chunk. */
export class ErrorBudget {
  #use: { rows: number; rejected: number };

  /** @param counts of the chunks before */
  constructor(
    private readonly onError: OnError,
    counts: Pick<ImportCounts, 'read' | 'skipped' | 'rejected'>,
  ) {
    this.#use = { rows: counts.read - counts.skipped, rejected: counts.rejected };
  }

  /** @throws ImportCannotGoOn when these rows would break the budget */
  demand(rows: readonly RowOutcome[]): void {
    const broken = overBudget(this.onError, this.#use, rows);
    if (broken) throw new ImportCannotGoOn(broken);
  }

  /** Takes the rows of a chunk into account that cannot be taken back. @returns why the job has to end behind it, if it does */
  spend(rows: readonly RowOutcome[]): ImportFailure | undefined {
    const counted = rows.filter(({ outcome }) => outcome !== 'skipped');
    const before = this.#use;
    this.#use = { rows: before.rows + counted.length, rejected: before.rejected + counted.filter(({ outcome }) => outcome === 'rejected').length };
    return overBudget(this.onError, before, rows);
  }
}
