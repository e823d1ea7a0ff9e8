import { DomainError } from '@kairos/http';

export class ApiKeyMalformed extends DomainError {
  constructor() {
    super('unauthenticated', 'api-key-malformed', 'This is not written as an API key is: it is cut off or mistyped.', undefined, { 'www-authenticate': 'Bearer' });
  }
}

export class ApiKeyInAddress extends DomainError {
  constructor() {
    super('invalid', 'api-key-in-address', 'An API key stands in the address, where others may read it. Send it in the header Authorization or X-API-Key, and rotate this one.');
  }
}

export class TwoCredentials extends DomainError {
  constructor() {
    super('invalid', 'two-credentials', 'Send either Authorization or X-API-Key: it must be plain who calls.');
  }
}

/** Byte for byte what identity answers, so that nothing is told by who answers it. */
export class ApiKeyRefused extends DomainError {
  constructor(detail: string | undefined) {
    super('unauthenticated', 'api-key-refused', detail ?? 'This API key is not accepted.', undefined, { 'www-authenticate': 'Bearer' });
  }
}

export class ApiKeysUnavailable extends DomainError {
  constructor() {
    super('unavailable', 'api-keys-unavailable', 'It cannot be decided right now what this API key may do. Try again shortly.', undefined, { 'retry-after': '2' });
  }
}
