import { DomainError } from '@kairos/http';

export class DocumentTooLarge extends DomainError {
  constructor(maxBytes: number) {
    super('too-large', 'document-too-large', `A document may have at most ${maxBytes} bytes.`);
  }
}

export class DocumentIsEmpty extends DomainError {
  constructor() {
    super('unprocessable', 'document-empty', 'The file holds nothing.');
  }
}

export class DocumentTypeNotAllowed extends DomainError {
  constructor(allowed: readonly string[]) {
    super('unsupported-media-type', 'document-type-not-allowed', `By its bytes the file is none of ${allowed.join(', ')}, which this tenant stores.`);
  }
}

export class DocumentUploadBrokeOff extends DomainError {
  constructor() {
    super('invalid', 'upload-broke-off', 'The file did not arrive in full; nothing of it was kept.');
  }
}

export class DocumentStorageIsFull extends DomainError {
  constructor(mostGb: number, presentGb: string) {
    super('conflict', 'plan-limit-reached', `The plan allows ${mostGb} GB of storage; there are already ${presentGb}.`);
  }
}

/** The bytes are not where they were stored. */
export class DocumentContentMissing extends DomainError {
  constructor() {
    super('unavailable', 'document-content-missing', 'The bytes of this version cannot be found. An administrator is needed.');
  }
}

/** Not one of many contents is there: the store is not, and no document is called missing for that. */
export class DocumentStoreAway extends DomainError {
  constructor() {
    super('unavailable', 'document-store-away', 'The store of documents cannot be reached, or is another one: none of what should be in it is there.');
  }
}
