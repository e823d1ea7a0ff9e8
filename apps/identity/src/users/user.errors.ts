import { DomainError, NotFound } from '@kairos/http';

export class UserNotFound extends NotFound {
  constructor() {
    super('user');
  }
}

export class EmailTaken extends DomainError {
  constructor() {
    super('conflict', 'email-taken', 'This e-mail address cannot be used for a new user.', [{ pointer: '/email', detail: 'is taken' }]);
  }
}

export class OwnAccessIsFixed extends DomainError {
  constructor() {
    super('forbidden', 'own-access', 'Nobody changes their own access: ask another administrator.');
  }
}

export class UserIsActive extends DomainError {
  constructor() {
    super('conflict', 'user-is-active', 'This user is active already.');
  }
}

export class UserIsInactive extends DomainError {
  constructor() {
    super('conflict', 'user-is-inactive', 'This user is inactive already.');
  }
}

export class PasswordRefused extends DomainError {
  constructor(field: string, why: string) {
    super('unprocessable', 'password-refused', `This password ${why}.`, [{ pointer: `/${field}`, detail: why }]);
  }
}

export class CurrentPasswordWrong extends DomainError {
  constructor() {
    super('unprocessable', 'current-password-wrong', 'The current password is not right.', [{ pointer: '/currentPassword', detail: 'is not right' }]);
  }
}

export class NoPassword extends DomainError {
  constructor() {
    super('conflict', 'no-password', 'You sign in with an identity provider and have no password here.');
  }
}

export class OnlyInPerson extends DomainError {
  constructor() {
    super('forbidden', 'only-in-person', 'A service may not do this in the name of a user.');
  }
}

export class NotYoursToUnlock extends DomainError {
  constructor() {
    super('forbidden', 'not-yours-to-unlock', 'An administrator cannot unlock this account: its owner can, by resetting the password by mail.');
  }
}
