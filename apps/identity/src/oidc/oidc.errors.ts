import { DomainError } from '@kairos/http';

export class IssuerUnavailable extends DomainError {
  constructor() {
    super('unavailable', 'identity-provider-unavailable', 'The identity provider cannot be reached. Try again shortly, or sign in another way.', undefined, { 'retry-after': '10' });
  }
}

export class IdentityProviderDisabled extends DomainError {
  constructor() {
    super('forbidden', 'identity-provider-disabled', 'Nobody signs in with this identity provider at present.');
  }
}

/** Otherwise any site could sign its visitors in as somebody else. */
export class SignInFromElsewhere extends DomainError {
  constructor() {
    super('forbidden', 'sign-in-from-elsewhere', 'Another site sent you here to sign in. Begin at the sign-in page, or type the address yourself.');
  }
}

export class ReturnToRefused extends DomainError {
  constructor() {
    super('invalid', 'return-to-refused', 'After signing in the browser returns to a path of this installation only.', [{ pointer: '/returnTo', detail: 'must be a path such as /plants' }]);
  }
}

/** The browser brought back no sign-in that it began here, or one that is over. */
export class SignInNotBegun extends DomainError {
  constructor() {
    super('invalid', 'sign-in-not-begun', 'This browser began no such sign-in, or it took too long. Begin again.');
  }
}

export class SignOutNotBegun extends DomainError {
  constructor() {
    super('invalid', 'sign-out-not-begun', 'This browser began no such sign-out, or it took too long.');
  }
}

/** One answer to whatever is wrong with it, replays included: it concerns the two systems, and could only help an attacker. */
export class LogoutTokenRefused extends DomainError {
  constructor() {
    super('invalid', 'logout-token-refused', 'This is no logout token of this identity provider, or one that had its effect already. Nothing was ended.');
  }
}

export class SignInDeclined extends DomainError {
  constructor() {
    super('forbidden', 'sign-in-declined', 'The identity provider did not sign you in.');
  }
}

/** One answer to whatever is wrong with what the issuer sent: it concerns the two systems, and could only help an attacker. */
export class SignInNotProved extends DomainError {
  constructor() {
    super('unauthenticated', 'sign-in-not-proved', 'What the identity provider answered does not prove who you are. Begin again.');
  }
}

export class EmailNotVerified extends DomainError {
  constructor() {
    super('forbidden', 'email-not-verified', 'The identity provider does not vouch for your e-mail address.');
  }
}

export class EmailDomainNotAllowed extends DomainError {
  constructor() {
    super('forbidden', 'email-domain-not-allowed', 'This identity provider may not sign in people with your e-mail address.');
  }
}

export class AccountNotLinked extends DomainError {
  constructor() {
    super('forbidden', 'account-not-linked', 'Your e-mail address belongs to an account that this identity provider may not open. Ask an administrator of your organisation to add you.');
  }
}

export class NoAccountHere extends DomainError {
  constructor() {
    super('forbidden', 'no-account-here', 'You have no account here, and this identity provider creates none. Ask an administrator of your organisation.');
  }
}

export class NoRoleMapped extends DomainError {
  constructor() {
    super('forbidden', 'no-role-mapped', 'Nothing that the identity provider says of you gives you a role here. Ask an administrator of your organisation.');
  }
}

export class MembershipEnded extends DomainError {
  constructor() {
    super('forbidden', 'membership-ended', 'Your access to this organisation has ended.');
  }
}
