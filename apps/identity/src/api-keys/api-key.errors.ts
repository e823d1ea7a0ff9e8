import { DomainError, NotFound } from '@kairos/http';

export class ApiKeyNotFound extends NotFound {
  constructor() {
    super('api-key');
  }
}

export class ApiKeyIsRevoked extends DomainError {
  constructor() {
    super('conflict', 'api-key-is-revoked', 'This key is revoked for good; create another one.');
  }
}

export class PersonalKeyIsItsOwners extends DomainError {
  constructor() {
    super('conflict', 'personal-key-is-its-owners', 'A personal key is changed by its owner alone; you may revoke it.');
  }
}

export class ExpiryRefused extends DomainError {
  constructor(why: string) {
    super('unprocessable', 'expiry-refused', `The end of the key ${why}.`, [{ pointer: '/expiresAt', detail: why }]);
  }
}

export class RateRefused extends DomainError {
  constructor(most: number) {
    super('unprocessable', 'rate-refused', `A key may make at most ${most} requests a minute.`, [{ pointer: '/requestsPerMinute', detail: `must be at most ${most}` }]);
  }
}

export class RotationUnderway extends DomainError {
  constructor(endsAt: Date) {
    super('conflict', 'rotation-underway', `Two secrets of this key live already; the older one ends at ${endsAt.toISOString()}. With graceHours 0 both end at once.`);
  }
}

/** One answer for a key that never was, is revoked, has ended, or is used from elsewhere: its owner sees which. */
export class ApiKeyRefused extends DomainError {
  constructor() {
    super('unauthenticated', 'api-key-refused', 'This API key is not accepted here: it is unknown, revoked, expired, or not allowed from this address. Its owner sees why.', undefined, { 'www-authenticate': 'Bearer' });
  }
}
