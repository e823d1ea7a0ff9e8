import { DomainError, NotFound } from '@kairos/http';

export class LegalHoldNotFound extends NotFound {
  constructor() {
    super('legal-hold');
  }
}

export class LegalHoldIsReleased extends DomainError {
  constructor() {
    super('conflict', 'legal-hold-is-released', 'The hold was released already; place another one.');
  }
}

/** Something that is not there for the caller: a document, a plant or a workflow. */
export class HoldTargetNotFound extends DomainError {
  constructor(field: 'documentIds' | 'plantIds' | 'workflowIds') {
    super('unprocessable', 'hold-target-not-found', 'Some of these are not there.', [{ pointer: `/${field}`, detail: 'names something that is not there' }]);
  }
}

/** A hold is the tenant's: whoever reaches a list of plants alone places none. */
export class LegalHoldNeedsAllPlants extends DomainError {
  constructor() {
    super('forbidden', 'legal-hold-needs-all-plants', 'Legal holds are for whoever sees all plants.');
  }
}

export class DocumentIsOnHold extends DomainError {
  constructor(holds: readonly { id: string; title: string }[]) {
    super('conflict', 'document-on-hold', `Legal holds keep the document: ${holds.map(({ title }) => title).join(', ')}.`, holds.map(({ id, title }) => ({ pointer: `/legalHolds/${id}`, detail: title })));
  }
}
