import type { ChangeSetStatus } from '@kairos/contracts';
import { DomainError, NotFound, type FieldError } from '@kairos/http';

export class ChangeSetNotFound extends NotFound {
  constructor() {
    super('change-set');
  }
}

export class ChangeSetDecided extends DomainError {
  constructor(status: ChangeSetStatus) {
    super('conflict', 'change-set-decided', `The change set is ${status} already.`);
  }
}

/** Four eyes are those of two people. */
export class OwnChangeSet extends DomainError {
  constructor() {
    super('forbidden', 'own-change-set', 'You proposed these changes yourself: somebody else approves or rejects them. You may withdraw them.');
  }
}

export class NotOwnChangeSet extends DomainError {
  constructor() {
    super('forbidden', 'not-own-change-set', 'Somebody else proposed these changes: only they withdraw them. You may reject them.');
  }
}

export class ChangeSetChangesNothing extends DomainError {
  constructor() {
    super('unprocessable', 'changes-nothing', 'The plants hold all of this already.', [{ pointer: '/changes', detail: 'change nothing' }]);
  }
}

/** What would be proposed, or was, is not taken. */
export class ProposedFactsRefused extends DomainError {
  constructor(errors: FieldError[]) {
    super('unprocessable', 'proposed-facts-refused', `The changes are not taken: ${errors[0]?.detail ?? ''}.`, errors);
  }
}

export class ChangeSetConflicts extends DomainError {
  constructor(errors: FieldError[]) {
    super('conflict', 'change-set-conflicts', 'Plants changed since this was proposed, in what it changes. Reject it, and have it proposed anew.', errors);
  }
}

/** A refusal of one of the changes, which says of which. */
export function atChange(error: DomainError, index: number): DomainError {
  const errors = (error.errors ?? [{ pointer: '', detail: error.message }]).map((one) => ({ ...one, pointer: `/changes/${index}/facts${one.pointer}` }));
  return new DomainError(error.kind, error.code, error.message, errors);
}
