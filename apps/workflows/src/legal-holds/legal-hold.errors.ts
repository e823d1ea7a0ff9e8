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
  /** @param named those that the caller may see, all or none */
  constructor(named: readonly { id: string; title: string }[]) {
    const keeps = named.length === 0 ? 'A legal hold keeps the document.' : `Legal holds keep the document: ${named.map(({ title }) => title).join(', ')}.`;
    super('conflict', 'document-on-hold', keeps, named.map(({ id, title }) => ({ pointer: `/legalHolds/${id}`, detail: title })));
  }
}
