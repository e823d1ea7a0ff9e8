import type { ImportJobStatus } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class ImportJobNotFound extends NotFound {
  constructor() {
    super('import-job');
  }
}

export class ImportJobIsOver extends DomainError {
  constructor(status: ImportJobStatus) {
    super('conflict', 'import-job-is-over', `The import is ${status} and cannot be cancelled.`);
  }
}

export class ImportJobHasNotFailed extends DomainError {
  constructor(status: ImportJobStatus) {
    super('conflict', 'import-job-has-not-failed', `The import is ${status}; only a failed one is taken up again.`);
  }
}

export class UnknownSourceFile extends DomainError {
  constructor() {
    super('unprocessable', 'source-file-not-found', 'No such source file.', [{ pointer: '/sourceFileId', detail: 'names no source file' }]);
  }
}

export class UnknownRecipe extends DomainError {
  constructor() {
    super('unprocessable', 'recipe-not-found', 'No such recipe.', [{ pointer: '/recipe', detail: 'names no recipe, or no such version of it' }]);
  }
}

export class TargetNotPermitted extends DomainError {
  constructor(permission: string) {
    super('forbidden', 'permission-missing', `This needs the permission ${permission}.`);
  }
}
