import { DomainError } from '@kairos/http';

/** A proof that was asked for is not right. Not a 401: whatever session there is stands. */
export class ProofRefused extends DomainError {
  constructor(pointer: string) {
    super('unprocessable', 'proof-refused', 'This does not prove who you are.', [{ pointer, detail: 'is not right' }]);
  }
}

export class CodeWasUsed extends DomainError {
  constructor(pointer: string) {
    super('unprocessable', 'code-was-used', 'A code counts once: wait for the next one.', [{ pointer, detail: 'was used already' }]);
  }
}

export class StrongerProofNeeded extends DomainError {
  constructor() {
    super('unprocessable', 'stronger-proof-needed', 'This account has a second factor: prove it with a code, not with the password alone.', [{ pointer: '/password', detail: 'is not enough' }]);
  }
}

export class TotpIsEnrolled extends DomainError {
  constructor() {
    super('conflict', 'totp-is-enrolled', 'One-time codes are set up already: remove them first.');
  }
}

export class TotpIsNotEnrolled extends DomainError {
  constructor() {
    super('conflict', 'totp-is-not-enrolled', 'One-time codes are not set up.');
  }
}

export class SignInChallengeEnded extends DomainError {
  constructor() {
    super('unauthenticated', 'sign-in-challenge-ended', 'Start again with the password: this sign-in has lasted too long, or was completed.');
  }
}

export class NoSecondFactor extends DomainError {
  constructor() {
    super('conflict', 'no-second-factor', 'This account has no second factor.');
  }
}

/** Not told to anybody but the signed-in owner: how long a password is, is nobody else's business. */
export class PasswordNeedsSecondFactor extends DomainError {
  constructor(shortest: number) {
    super('conflict', 'password-needs-second-factor', `Your password has fewer than ${shortest} characters and may not stand alone: choose a longer one first.`);
  }
}

export class SecondFactorIsRequired extends DomainError {
  constructor() {
    super('conflict', 'second-factor-is-required', 'Your tenant asks for a second factor: this is the only one you have.');
  }
}
