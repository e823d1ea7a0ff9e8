import { DomainError, NotFound } from '@kairos/http';

export class DisposalListNotFound extends NotFound {
  constructor() {
    super('disposal-list');
  }
}

export class DisposalListIsDecided extends DomainError {
  constructor(status: string) {
    super('conflict', 'disposal-list-is-decided', `The list is ${status}; draw up another one.`);
  }
}

export class NothingToDisposeOf extends DomainError {
  constructor() {
    super('unprocessable', 'nothing-to-dispose-of', 'No document is over its retention and free of holds.');
  }
}

/** Documents that are not there, or that a hold or their retention keeps. */
export class NotToBeDisposedOf extends DomainError {
  constructor(documentIds: readonly string[]) {
    super('conflict', 'not-to-be-disposed-of', 'Some of these are not there, or are kept by their retention or a legal hold.', documentIds.map((id) => ({ pointer: '/documentIds', detail: `${id} is not to be disposed of` })));
  }
}

export class DisposalNeedsAllPlants extends DomainError {
  constructor() {
    super('forbidden', 'disposal-needs-all-plants', 'Documents are disposed of by whoever sees all plants.');
  }
}

/** Four eyes, where the tenant asks for them (`disposalApproval`). */
export class DisposalNeedsAnother extends DomainError {
  constructor() {
    super('forbidden', 'disposal-needs-another', 'Somebody else than drew up the list approves it.');
  }
}
