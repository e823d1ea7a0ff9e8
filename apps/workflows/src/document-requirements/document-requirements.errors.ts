import type { RequirementStatus, RequirementView } from '@kairos/contracts';
import { DomainError } from '@kairos/http';

const said: Record<RequirementStatus, string> = {
  satisfied: 'is there', missing: 'is missing', toApprove: 'waits for approval', rejected: 'was rejected', tooOld: 'is too old', expired: 'has expired',
};

/** A task whose required documents are not all there and valid; tells which are not, and why. */
export class DocumentsMissing extends DomainError {
  constructor(unmet: readonly RequirementView[]) {
    const errors = unmet.map(({ code, title, status }) => ({ pointer: `/documents/${code}`, detail: `${title.en} ${said[status]}`, code: status }));
    super('conflict', 'documents-missing', `${unmet.length} of the documents that this task requires ${unmet.length === 1 ? 'is' : 'are'} not there or not valid.`, errors);
  }
}

export class NoSuchRequirement extends DomainError {
  constructor() {
    super('unprocessable', 'no-such-requirement', 'Nothing of this code is asked for.', [{ pointer: '/requirementCode', detail: 'must be the code of a document that is asked for' }]);
  }
}
