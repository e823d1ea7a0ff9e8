import type { ImportFailure } from '@kairos/contracts';

/** Someone we depend on does not answer as it should; trying again later may help. */
export class TargetAway extends Error {
  override readonly name = 'TargetAway';

  /** @param inDoubt whether what was sent may have had an effect */
  constructor(
    message: string,
    public inDoubt = true,
  ) {
    super(message);
  }
}

/** The job cannot go on by itself: someone has to change the file, the recipe or a permission. */
export class ImportCannotGoOn extends Error {
  override readonly name = 'ImportCannotGoOn';
  readonly failure: ImportFailure;
  /** Whether the target may have applied rows that nobody told of: whoever answers what cannot be read has, or may have. */
  inDoubt: boolean;

  constructor(failure: Pick<ImportFailure, 'code' | 'detail'> & Partial<ImportFailure>) {
    super(`${failure.code}: ${failure.detail}`);
    this.failure = { line: null, column: null, ...failure };
    this.inDoubt = failure.code === 'target-unreadable';
  }
}

/** Whether a chunk may have been applied whose sending ended so. */
export function mayHaveApplied(error: unknown): boolean {
  return error instanceof TargetAway || error instanceof ImportCannotGoOn ? error.inDoubt : true;
}
