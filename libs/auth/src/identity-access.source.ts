import { z } from 'zod';
import { MembershipAccess, TenantStanding } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { AccessSource, type Access } from './access-source.ts';
import type { AccessClaims } from './claims.ts';

const Answer = MembershipAccess.pick({ active: true, permissions: true, rowScope: true, authzVersion: true }).extend({ sessionRevoked: z.boolean(), tenant: TenantStanding.nullish() });

/** Asks identity over HTTP with the caller's own token: for the gateway, and for services whose projection is stale. */
export class IdentityAccessSource extends AccessSource {
  constructor(private readonly identityUrl: string) {
    super();
  }

  override async find(_claims: AccessClaims, token: string): Promise<Access | undefined> {
    const response = await this.ask(token);
    if (response.status === 401) return undefined;
    if (!response.ok) throw unavailable();
    return Answer.parse(await response.json());
  }

  private async ask(token: string): Promise<Response> {
    try {
      return await fetch(`${this.identityUrl}/api/v1/identity/access`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(3000), redirect: 'error' });
    } catch {
      throw unavailable();
    }
  }
}

function unavailable(): DomainError {
  return new DomainError('unavailable', 'authorisation-unavailable', 'It cannot be decided right now what you may do. Try again shortly.', undefined, { 'retry-after': '2' });
}
