import { DomainError, NotFound } from '@kairos/http';
import type { MissingDocument } from '@kairos/contracts';

export class SubmissionPackNotFound extends NotFound {
  constructor() {
    super('submission-pack');
  }
}

export class NothingToSubmit extends DomainError {
  constructor() {
    super('unprocessable', 'nothing-to-submit', 'No document that you see is linked to it.');
  }
}

export class TooManyDocumentsToSubmit extends DomainError {
  constructor(most: number) {
    super('unprocessable', 'too-many-documents', `A pack holds ${most} documents at most; make one for each task.`);
  }
}

export class RequiredDocumentsMissing extends DomainError {
  constructor(missing: readonly MissingDocument[]) {
    super('conflict', 'required-documents-missing', 'Required documents are missing; ask for the pack with "missing": "mark" to go on without them.', missing.map(({ code, title, category, status }) => ({ pointer: `/documents/${code}`, detail: `${title.en} (${category}): ${status}` })));
  }
}
