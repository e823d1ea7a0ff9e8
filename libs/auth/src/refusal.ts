import { DomainError } from '@kairos/http';
import type { Decision } from './decide.ts';

/** A decision against a request, as the error its caller gets. */
export function refusalOf({ rule }: Decision, permission: string): DomainError {
  switch (rule) {
    case 'membership-missing':
    case 'membership-inactive':
    case 'session-ended':
      return unauthenticated('Sign in: this session has ended.');
    case 'password-change-required':
      return new DomainError('forbidden', 'password-change-required', 'Choose a password of your own first: this one was made for one use.');
    default:
      return new DomainError('forbidden', 'permission-missing', `This needs the permission ${permission}.`);
  }
}

/** A caller whose token is missing, or no longer stands for anybody. */
export function unauthenticated(message: string): DomainError {
  return new DomainError('unauthenticated', 'unauthenticated', message, undefined, { 'www-authenticate': 'Bearer' });
}
