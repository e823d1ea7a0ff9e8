import { plantStatusTransitions, type Permission, type PlantStatus } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class PlantNotFound extends NotFound {
  constructor() {
    super('plant');
  }
}

/** Whoever reaches a list of plants adds none: it would not be on the list. */
export class OutsideRowScope extends DomainError {
  constructor() {
    super('forbidden', 'outside-row-scope', 'You reach the plants of a list: register no others. Ask somebody who reaches every plant.');
  }
}

/** An undo changes records as an import does: whoever undoes must be allowed both. */
export class ImportNotPermitted extends DomainError {
  constructor(permission: Permission) {
    super('forbidden', 'permission-missing', `This needs the permission ${permission}.`);
  }
}

/** Its receipt alone was asked for. */
export class ChunkNotFound extends NotFound {
  constructor() {
    super('chunk');
  }
}

export class ImportIsUndone extends DomainError {
  constructor() {
    super('conflict', 'import-is-undone', 'The import is being undone, or was: no more of its rows are taken.');
  }
}

/** It was applied before what it changed was kept. */
export class ImportWithoutHistory extends DomainError {
  constructor() {
    super('conflict', 'import-without-history', 'What this import changed was not kept yet when it was applied: it cannot be undone.');
  }
}

export class ImportIsNotBeingUndone extends DomainError {
  constructor() {
    super('conflict', 'import-is-not-being-undone', 'The undo of this import was not opened.');
  }
}

export class PlantCodeTaken extends DomainError {
  constructor(code: string) {
    super('conflict', 'plant-code-taken', `A plant with the code ${code} exists already.`, [{ pointer: '/code', detail: 'is taken by another plant' }]);
  }
}

export class PlantStatusNotReachable extends DomainError {
  constructor(from: PlantStatus, to: PlantStatus) {
    const allowed = plantStatusTransitions[from];
    super('conflict', 'plant-status-not-reachable', `A plant ${from} cannot become ${to}. Allowed: ${allowed.join(', ') || 'none'}.`, [
      { pointer: '/status', detail: allowed.length ? `must be one of ${allowed.join(', ')}` : 'cannot change any more' },
    ]);
  }
}

export class ChangeNeedsApproval extends DomainError {
  constructor(fields: readonly string[]) {
    super('conflict', 'change-needs-approval', `By the settings of the tenant ${fields.join(', ')} change by a change set that somebody else approves. Propose one.`, fields.map((field) => ({ pointer: `/${field.replace('.', '/')}`, detail: 'changes by an approved change set alone' })));
  }
}

export class CommissioningYearMismatch extends DomainError {
  constructor() {
    super('unprocessable', 'commissioning-year-mismatch', 'commissioningYear must be the year of commissionedOn.', [
      { pointer: '/commissioningYear', detail: 'must be the year of commissionedOn' },
    ]);
  }
}

export class ProvinceNotInRegion extends DomainError {
  constructor(problem: string) {
    super('unprocessable', 'province-not-in-region', `The province does not fit the region: ${problem}.`, [{ pointer: '/province', detail: problem }]);
  }
}
