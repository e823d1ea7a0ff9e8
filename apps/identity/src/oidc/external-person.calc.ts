import { z } from 'zod';
import type { ClaimNames } from '@kairos/contracts';
import { EmailDomainNotAllowed, EmailNotVerified } from './oidc.errors.ts';
import { claimAt, claimValues } from './role-mapping.calc.ts';

/** Somebody as their issuer knows them. */
export type ExternalPerson = { subject: string; email: string; displayName: string; roleValues: string[] };

const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const DisplayName = z.string().trim().min(1).transform((name) => name.slice(0, 200));
/** Issuers write truth in several ways. */
const affirmed: unknown[] = [true, 'true', 1, '1'];

/**
 * Who the claims of a verified ID token tell of.
 *
 * @throws EmailNotVerified unless the issuer vouches for an e-mail address
 * @throws EmailDomainNotAllowed unless the provider may speak for its domain
 */
export function personIn(claims: Readonly<Record<string, unknown>> & { sub: string }, { claims: names, allowedEmailDomains }: { claims: ClaimNames; allowedEmailDomains: readonly string[] }): ExternalPerson {
  const { data: email } = Email.safeParse(claimAt(claims, names.email));
  if (!email || !affirmed.includes(claimAt(claims, names.emailVerified))) throw new EmailNotVerified();
  if (!allowedEmailDomains.includes(email.slice(email.lastIndexOf('@') + 1))) throw new EmailDomainNotAllowed();
  const { data: displayName = email } = DisplayName.safeParse(claimAt(claims, names.displayName));
  return { subject: claims.sub, email, displayName: clean(displayName), roleValues: claimValues(claims, names.roles) };
}

/** Postgres holds no NUL and no half of a surrogate pair. */
function clean(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
