import { DomainError } from '@kairos/http';

export class OpenApiDocumentRefused extends DomainError {
  constructor(why: string) {
    super('unprocessable', 'openapi-document-refused', why, [{ pointer: '/document', detail: why }]);
  }
}

export class OpenApiDocumentWaits extends DomainError {
  constructor() {
    super('too-many-requests', 'openapi-document-waits', 'A document of your organization waits to be read already. Try again after it.', undefined, { 'retry-after': '5' });
  }
}

export class OpenApiReaderBusy extends DomainError {
  constructor() {
    super('unavailable', 'openapi-reader-busy', 'Many documents wait to be read. Try again later.', undefined, { 'retry-after': '20' });
  }
}

export class OpenApiOperationNotFound extends DomainError {
  constructor(index: number, operation: string) {
    super('unprocessable', 'openapi-operation-not-found', `The document has no ${operation}.`, [{ pointer: `/operations/${index}`, detail: 'is not in the document' }]);
  }
}

export class OpenApiOperationNotUsable extends DomainError {
  constructor(index: number, operation: string, findings: readonly string[]) {
    super('unprocessable', 'openapi-operation-not-usable', `Records cannot be sent to ${operation}: ${findings.join('; ')}.`, [{ pointer: `/operations/${index}`, detail: findings.join('; ') }]);
  }
}

/** What the document leaves open must be told beside it. */
export class OpenApiLeavesOpen extends DomainError {
  constructor(what: 'baseUrl' | 'auth', why: string) {
    super('unprocessable', 'openapi-leaves-open', why, [{ pointer: `/${what}`, detail: 'is needed' }]);
  }
}
