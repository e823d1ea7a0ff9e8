import { DomainError, NotFound } from '@kairos/http';

/** One answer to whatever is wrong with what an authenticator said: challenge, origin, signature, count. */
export class PasskeyRefused extends DomainError {
  constructor() {
    super('unprocessable', 'passkey-refused', 'This passkey was not accepted: begin anew, on the address where it was made.');
  }
}

export class PasskeyIsKnown extends DomainError {
  constructor() {
    super('conflict', 'passkey-is-known', 'This passkey is registered already.');
  }
}

export class TooManyPasskeys extends DomainError {
  constructor(most: number) {
    super('conflict', 'too-many-passkeys', `An account has at most ${most} passkeys: remove one first.`);
  }
}

export class PasskeyNotFound extends NotFound {
  constructor() {
    super('passkey');
  }
}
