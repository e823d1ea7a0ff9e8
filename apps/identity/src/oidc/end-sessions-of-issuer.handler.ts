import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import type { Caller } from '../sessions/run-for-caller.ts';
import { Session } from '../sessions/session.entity.ts';
import { ExternalSessionsRepository } from './external-sessions.repository.ts';
import { IdentityProvidersRepository } from './identity-providers.repository.ts';
import { clockToleranceSeconds, logoutTokenLastsSeconds, readLogoutToken } from './logout-token.ts';
import { LogoutTokenRefused } from './oidc.errors.ts';
import { OpenIdIssuers } from './openid-issuers.ts';

/** An issuer tells that somebody signed out there: what rests on that sign-in ends here, or nothing does. */
@Injectable()
export class EndSessionsOfIssuerHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly providers: IdentityProvidersRepository,
    private readonly issuers: OpenIdIssuers,
    private readonly sessions: ExternalSessionsRepository,
  ) {}

  async execute({ identityProviderId, logoutToken }: { identityProviderId: string; logoutToken: string }, caller: Caller): Promise<void> {
    const { id, tenantId, issuer, clientId } = await this.providers.byId(identityProviderId);
    const token = await readLogoutToken(logoutToken, { issuer, clientId, ...(await this.issuers.signing(issuer)) });
    const act = {
      ...caller, actorKind: 'system', actorId: `identity-provider ${id}`, sessionId: null, action: 'identity.identity-provider.sign-out', permission: null,
      reason: 'The identity provider ended the sign-in.', traceparent: undefined, audit: 'each',
    } as const;
    await runAsTenant(this.em, tenantId, () =>
      runAsCommand(act, () =>
        this.em.transactional(async (em) => {
          const expiresAt = new Date(Date.now() + (logoutTokenLastsSeconds + 2 * clockToleranceSeconds) * 1000);
          if (!(await this.sessions.take(tenantId, { identityProviderId: id, id: token.id, expiresAt }))) throw new LogoutTokenRefused();
          const ids = await this.sessions.restingOn(id, token);
          for (const session of await em.find(Session, { id: { $in: ids }, endedAt: null })) session.end('signed-out-by-identity-provider', new Date());
        }),
      ),
    );
  }
}
