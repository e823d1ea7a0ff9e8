import { DomainError, NotFound } from '@kairos/http';

export class InvitationNotFound extends NotFound {
  constructor() {
    super('invitation');
  }
}

export class InvitationExpired extends DomainError {
  constructor() {
    super('conflict', 'invitation-expired', 'This invitation is over. Ask for a new one.');
  }
}

export class InvitationAccepted extends DomainError {
  constructor() {
    super('conflict', 'invitation-accepted', 'This invitation was accepted already.');
  }
}

export class InvitationWithdrawn extends DomainError {
  constructor() {
    super('conflict', 'invitation-withdrawn', 'This invitation was withdrawn.');
  }
}

export class AlreadyInvited extends DomainError {
  constructor() {
    super('conflict', 'already-invited', 'This address has an invitation that is still open: send it again instead.', [{ pointer: '/email', detail: 'is invited already' }]);
  }
}

export class AlreadyMember extends DomainError {
  constructor() {
    super('conflict', 'already-member', 'This address belongs to a user of this tenant.', [{ pointer: '/email', detail: 'is a user already' }]);
  }
}

export class NameNeeded extends DomainError {
  constructor() {
    super('unprocessable', 'name-needed', 'Say how you want to be called.', [{ pointer: '/displayName', detail: 'is needed for a new account' }]);
  }
}

export class InvitationForAnother extends DomainError {
  constructor() {
    super('forbidden', 'invitation-for-another', 'This invitation is for another address than that of your account.');
  }
}

export class AddressNotProved extends DomainError {
  constructor() {
    super('conflict', 'address-not-proved', 'Nobody has shown yet that the address of your account is yours: accept with the link alone, and choose a password.');
  }
}
