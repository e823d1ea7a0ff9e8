import { DomainError, NotFound } from '@kairos/http';

/** One answer for an unknown address, a wrong password, a closed account and a foreign tenant. */
export class SignInFailed extends DomainError {
  constructor() {
    super('unauthenticated', 'sign-in-failed', 'The e-mail address or the password is not right.');
  }
}

export class TooManyAttempts extends DomainError {
  constructor(seconds: number) {
    super('too-many-requests', 'too-many-attempts', 'Too many attempts. Try again later.', undefined, { 'retry-after': String(seconds) });
  }
}

export class SessionHasEnded extends DomainError {
  constructor() {
    super('unauthenticated', 'session-has-ended', 'Sign in: this session has ended.');
  }
}

export class CsrfHeaderMissing extends DomainError {
  constructor() {
    super('forbidden', 'csrf-header-missing', 'Send x-kairos-csrf: 1 with requests that rely on the session cookie.');
  }
}

export class SessionNotFound extends NotFound {
  constructor() {
    super('session');
  }
}
