import { DomainError, NotFound } from '@kairos/http';

export class IdentityProviderNotFound extends NotFound {
  constructor() {
    super('identity-provider');
  }
}

export class IdentityProviderTaken extends DomainError {
  constructor() {
    super('conflict', 'identity-provider-taken', 'This tenant has an identity provider with this issuer and client already.');
  }
}

export class UnknownMappedRole extends DomainError {
  constructor(pointers: string[]) {
    super('unprocessable', 'unknown-role', 'There is no such role.', pointers.map((pointer) => ({ pointer, detail: 'is not a role of this tenant' })));
  }
}

export class ClientSecretNeeded extends DomainError {
  constructor() {
    super('unprocessable', 'client-secret-needed', 'Another issuer or client needs its client secret told again, or null for none.', [{ pointer: '/clientSecret', detail: 'is needed' }]);
  }
}

/** The issuer an administrator named cannot be used; nothing was stored. */
export class IssuerRefused extends DomainError {
  constructor(code: 'issuer-not-allowed' | 'issuer-unreachable' | 'issuer-mismatch' | 'issuer-not-usable', why: string) {
    super('unprocessable', code, `This issuer ${why}.`, [{ pointer: '/issuer', detail: why }]);
  }
}

export class RoleOverrideNotSet extends DomainError {
  constructor() {
    super('conflict', 'role-override-not-set', 'The roles of this user follow the mapping of their identity provider already.');
  }
}

export class SignsInWithPassword extends DomainError {
  constructor() {
    super('conflict', 'signs-in-with-password', 'No identity provider signs this user in, so no mapping gives them roles.');
  }
}
