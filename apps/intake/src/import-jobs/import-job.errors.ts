import { importJobTransitions, overImportStatuses, type ImportJobStatus } from '@kairos/contracts';
import type { RowObstacle } from './import-undos.repository.ts';
import { DomainError, NotFound } from '@kairos/http';

export class ImportJobNotFound extends NotFound {
  constructor() {
    super('import-job');
  }
}

/** Its time was over; the counts are all there is. */
export class ImportResultsRemoved extends DomainError {
  constructor() {
    super('gone', 'import-results-removed', 'What became of the rows of this import was kept for as long as the settings say, and then removed. Its counts stay.');
  }
}

/** Tells which steps the job could take instead. */
export class ImportJobStatusNotReachable extends DomainError {
  constructor(from: ImportJobStatus, to: ImportJobStatus) {
    const legal = importJobTransitions[from];
    super('conflict', 'import-job-status-not-reachable', `An import that is ${from} cannot become ${to}. It may become: ${legal.join(', ') || 'nothing else'}.`);
  }
}

export class OnlyAppliedIsUndone extends DomainError {
  constructor() {
    super('conflict', 'import-job-is-a-plan', 'A plan has written nothing that could be undone.');
  }
}

export class TargetCannotUndo extends DomainError {
  constructor(target: string) {
    super('conflict', 'target-cannot-undo', `Imports of ${target} cannot be undone.`);
  }
}

/** Nothing was changed: these rows tell why. */
export class UndoStandsInTheWay extends DomainError {
  constructor(obstacles: readonly RowObstacle[], count: number) {
    const errors = obstacles.map(({ row, name, code, detail }) => ({ pointer: `/rows/${row ?? ''}`, detail: `${name ?? 'the record'} ${detail}`, code }));
    super('conflict', 'undo-stands-in-the-way', `${count} ${count === 1 ? 'record stands' : 'records stand'} in the way. Nothing was changed.`, errors);
  }
}

export class ImportJobNotOver extends DomainError {
  constructor(status: ImportJobStatus) {
    super('conflict', 'import-job-is-not-over', `The import is ${status}. Only one that is over is deleted: ${overImportStatuses.join(', ')}.`);
  }
}

/** What an open import goes on with: the rows it corrects, or the plan it is compared with. */
export class ImportJobStillNeeded extends DomainError {
  constructor(byJobIds: readonly string[]) {
    super('conflict', 'import-job-is-still-needed', 'Other imports go on with this one: end them, or delete those that failed, first.', byJobIds.map((id) => ({ pointer: `/importJobs/${id}`, detail: 'corrects rows of it, or applies it, and may still go on' })));
  }
}

export class NotAPlan extends DomainError {
  constructor() {
    super('conflict', 'import-job-is-no-plan', 'Only a plan is approved; this import was applied.');
  }
}

export class PlanAlreadyApproved extends DomainError {
  constructor() {
    super('conflict', 'plan-already-approved', 'The plan was approved, and is applied once.');
  }
}

export class ApprovalNeedsAnother extends DomainError {
  constructor() {
    super('forbidden', 'approval-needs-another', 'Here a plan is approved by somebody else than planned it.');
  }
}

export class ApprovalRequired extends DomainError {
  constructor() {
    super('conflict', 'approval-required', 'Here imports are applied by an approved plan alone: start a plan (mode "plan"), and have it approved.');
  }
}

export class UnknownDependency extends DomainError {
  constructor() {
    super('unprocessable', 'import-job-not-found', 'No such import job.', [{ pointer: '/after/importJobId', detail: 'names no import job' }]);
  }
}

export class DependencyCannotBeMet extends DomainError {
  constructor(status: ImportJobStatus) {
    super('unprocessable', 'dependency-not-met', `The other import is ${status} already.`, [{ pointer: '/after/outcome', detail: 'is not how the other import ended' }]);
  }
}

export class UnknownSourceFile extends DomainError {
  constructor() {
    super('unprocessable', 'source-file-not-found', 'No such source file.', [{ pointer: '/sourceFileId', detail: 'names no source file' }]);
  }
}

/** Its rows belong to an import already; as new ones they would come twice. */
export class FileIsACorrection extends DomainError {
  constructor() {
    super('unprocessable', 'file-is-a-correction', 'The file holds corrected rows of an import: give it back to that import (POST …/corrections).', [{ pointer: '/sourceFileId', detail: 'is a correction file' }]);
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
