import type { FileProblem } from '@kairos/contracts';
import { DomainError, NotFound } from '@kairos/http';

export class SourceFileNotFound extends NotFound {
  constructor() {
    super('source-file');
  }
}

export class SourceFileTooLarge extends DomainError {
  constructor(maxBytes: number) {
    super('too-large', 'source-file-too-large', `A file may have at most ${maxBytes} bytes.`);
  }
}

export class MediaTypeNotAllowed extends DomainError {
  constructor(allowed: readonly string[]) {
    super('unsupported-media-type', 'media-type-not-allowed', `This tenant takes files of the types ${allowed.join(', ')} only.`);
  }
}

export class StorageIsFull extends DomainError {
  constructor(mostGb: number, presentGb: string) {
    super('conflict', 'plan-limit-reached', `The plan allows ${mostGb} GB of storage; there are already ${presentGb}.`);
  }
}

export class SourceFileIsEmpty extends DomainError {
  constructor() {
    super('unprocessable', 'source-file-empty', 'The file holds nothing.', [{ pointer: '', detail: 'line 1, column 1: the file holds nothing', code: 'empty-file' }]);
  }
}

/** The file is of no format that is read, or must not be read. */
export class SourceFileUnreadable extends DomainError {
  constructor({ code, line, column, detail }: FileProblem) {
    super('unprocessable', 'source-file-unreadable', `The file cannot be read: ${detail}.`, [{ pointer: '', detail: `line ${line}, column ${column}: ${detail}`, code }]);
  }
}

export class UploadBrokeOff extends DomainError {
  constructor() {
    super('invalid', 'upload-broke-off', 'The file did not arrive in full; nothing of it was kept.');
  }
}
