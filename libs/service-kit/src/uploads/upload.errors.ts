import { DomainError, NotFound } from '@kairos/http';

export class UploadSessionNotFound extends NotFound {
  constructor() {
    super('upload-session');
  }
}

export class UploadHasEnded extends DomainError {
  constructor(how: string) {
    super('gone', 'upload-ended', `This upload has ended: it is ${how}. Begin another.`);
  }
}

export class UploadIsComplete extends DomainError {
  constructor() {
    super('conflict', 'upload-completed', 'This upload is complete; its file is kept.');
  }
}

/** The client and the service do not agree on how much has arrived; the header tells what has. */
export class UploadOffsetMismatch extends DomainError {
  constructor(receivedBytes: number) {
    super('conflict', 'upload-offset-mismatch', `${receivedBytes} bytes have arrived; go on from there.`, undefined, { 'upload-offset': String(receivedBytes) });
  }
}

/** Someone else goes on with the upload: the last who asked for it has it. */
export class UploadTakenOver extends DomainError {
  constructor() {
    super('conflict', 'upload-taken-over', 'Another request goes on with this upload.');
  }
}

export class UploadIsTooLong extends DomainError {
  constructor(totalBytes: number) {
    super('too-large', 'upload-too-long', `More bytes come than the ${totalBytes} that were announced.`);
  }
}

export class ChecksumMismatch extends DomainError {
  constructor() {
    super('checksum-mismatch', 'checksum-mismatch', 'What arrived is not what was sent; nothing of this request was kept.');
  }
}

export class TooManyUploads extends DomainError {
  constructor(most: number) {
    super('conflict', 'too-many-uploads', `At most ${most} uploads of one person are under way at once. Finish or cancel one.`);
  }
}

/** What the protocol asks of a request is not there, or not as it should be. */
export class NotTus extends DomainError {
  constructor(detail: string) {
    super('invalid', 'tus-header-malformed', detail);
  }
}

export class TusVersionUnknown extends DomainError {
  constructor(version: string) {
    super('stale', 'tus-version-unknown', `Resumable uploads speak tus ${version}: send it as Tus-Resumable.`, undefined, { 'tus-version': version });
  }
}

/** The line broke; what arrived before is kept. */
export class UploadBrokeOff extends DomainError {
  constructor() {
    super('invalid', 'upload-broke-off', 'The bytes ended before the request did. What arrived is kept; go on from there.');
  }
}
