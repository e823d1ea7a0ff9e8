import { DomainError, NotFound } from '@kairos/http';

export class LinkNotFound extends NotFound {
  constructor() {
    super('mailed-link');
  }
}

export class LinkUsed extends DomainError {
  constructor() {
    super('conflict', 'link-used', 'This link was used already, or a newer one was.');
  }
}

export class LinkExpired extends DomainError {
  constructor() {
    super('conflict', 'link-expired', 'This link is over. Ask for a new one.');
  }
}

export class EmailIsVerified extends DomainError {
  constructor() {
    super('conflict', 'email-is-verified', 'This e-mail address is verified already.');
  }
}
