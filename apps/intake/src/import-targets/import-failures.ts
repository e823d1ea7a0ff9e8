import type { ImportFailure } from '@kairos/contracts';

/** Someone we depend on does not answer as it should; trying again later may help. */
export class TargetAway extends Error {
  override readonly name = 'TargetAway';

  /** @param untouched it is known that nothing of what was sent had any effect */
  constructor(
    message: string,
    readonly untouched = false,
  ) {
    super(message);
  }
}

/** The job cannot go on by itself: someone has to change the file, the recipe or a permission. */
export class ImportCannotGoOn extends Error {
  override readonly name = 'ImportCannotGoOn';
  readonly failure: ImportFailure;

  constructor(failure: Pick<ImportFailure, 'code' | 'detail'> & Partial<ImportFailure>) {
    super(`${failure.code}: ${failure.detail}`);
    this.failure = { line: null, column: null, ...failure };
  }
}
