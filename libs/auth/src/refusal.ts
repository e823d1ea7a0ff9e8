import { DomainError } from '@kairos/http';
import type { Decision } from './decide.ts';
import { stepUpLastsSeconds } from './require-step-up.decorator.ts';

/** A decision against a request, as the error its caller gets. */
export function refusalOf({ rule }: Decision, permission: string): DomainError {
  switch (rule) {
    case 'membership-missing':
    case 'api-key-ended':
    case 'membership-inactive':
    case 'session-ended':
      return unauthenticated('Sign in: this session has ended.');
    case 'only-in-person':
      return new DomainError('forbidden', 'only-in-person', 'Sign in for this: it cannot be done with an API key, or by a service in the name of a user.');
    case 'own-proof-needed':
      return new DomainError('forbidden', 'own-proof-needed', 'An identity provider of this organisation signed you in: that opens nothing beyond it. Sign in with a password of your own for this.');
    case 'password-change-required':
      return new DomainError('forbidden', 'password-change-required', 'Choose a password of your own first: this one was made for one use.');
    case 'second-factor-required':
      return new DomainError('forbidden', 'second-factor-required', 'A second factor is asked of you: set one up at me/mfa, prove it at sessions/current/step-up, or sign in with one at your identity provider.');
    case 'step-up-required':
      return stepUpRequired();
    default:
      return new DomainError('forbidden', 'permission-missing', `This needs the permission ${permission}.`);
  }
}

/** A caller whose token is missing, or no longer stands for anybody. */
export function unauthenticated(message: string): DomainError {
  return new DomainError('unauthenticated', 'unauthenticated', message, undefined, { 'www-authenticate': 'Bearer' });
}

/** RFC 9470: the token is good, but the proof behind it is too old for this. */
function stepUpRequired(): DomainError {
  const challenge = `Bearer error="insufficient_user_authentication", error_description="A recent proof of who you are is needed", max_age="${stepUpLastsSeconds}"`;
  const message = 'Confirm that it is you: repeat your strongest proof at sessions/current/step-up, or sign in again.';
  return new DomainError('unauthenticated', 'step-up-required', message, undefined, { 'www-authenticate': challenge });
}
