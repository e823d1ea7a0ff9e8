import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { DomainError } from '@kairos/http';
import { IN_PERSON, OPEN_TO_API_KEYS } from './api-keys.decorator.ts';
import type { AccessClaims } from './claims.ts';
import { OWN_PROOF } from './own-proof.decorator.ts';
import { PERMISSION } from './require-permission.decorator.ts';

/** A key stands for a part of its owner's work, never for the owner's account; some things nobody does in another's name. */
export function demandInPerson(claims: AccessClaims, context: ExecutionContext, reflector: Reflector): void {
  const says = (name: string) => reflector.get<unknown>(name, context.getHandler());
  if (claims.amr?.includes('fed') && says(OWN_PROOF)) {
    throw new DomainError('forbidden', 'own-proof-needed', 'An identity provider of this organisation signed you in: that opens nothing beyond it. Sign in with a password of your own for this.');
  }
  if (!claims.key && !claims.act) return;
  const closedToKeys = says(PERMISSION) === 'own-account' && !says(OPEN_TO_API_KEYS);
  if (says(IN_PERSON) || (claims.key && closedToKeys)) {
    throw new DomainError('forbidden', 'only-in-person', 'Sign in for this: it cannot be done with an API key, or by a service in the name of a user.');
  }
}
