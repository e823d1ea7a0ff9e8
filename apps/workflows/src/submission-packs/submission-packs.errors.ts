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

/** Documents that are not linked to it, are archived, or are not there for the caller. */
export class DocumentsNotToSubmit extends DomainError {
  constructor(documentIds: readonly string[]) {
    super('unprocessable', 'document-not-to-submit', 'Some of these documents are not among those of the workflow or task that can be submitted.', documentIds.slice(0, 20).map((id) => ({ pointer: '/documentIds', detail: id })));
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
