import { Injectable, Logger } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { DomainError } from '@kairos/http';
import { SecretBox } from '@kairos/service-kit';
import { Session } from '../sessions/session.entity.ts';
import { ExternalSessionsRepository, type ExternalSession } from './external-sessions.repository.ts';
import { IdentityProvidersRepository } from './identity-providers.repository.ts';
import { ReturnToRefused } from './oidc.errors.ts';
import { OpenIdIssuers } from './openid-issuers.ts';
import { beginSignOut, sealSignOut } from './pending-sign-out.ts';
import { localPath } from './return-to.calc.ts';
import { signedOutPath } from './sign-in-paths.ts';

export type SignOutAtIssuer = { returnTo: string | undefined; origin: string };
/** Where the browser goes to be signed out there too, and the cookie that it brings back. */
export type SigningOut = { location: string; cookie: string };

/** Signs the caller out here, whatever the issuer does, and tells how they sign out where they came from (OpenID Connect RP-Initiated Logout 1.0). */
@Injectable()
export class SignOutAtIssuerHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly providers: IdentityProvidersRepository,
    private readonly issuers: OpenIdIssuers,
    private readonly sessions: ExternalSessionsRepository,
    private readonly secrets: SecretBox,
    private readonly log: Logger,
  ) {}

  /** @returns undefined when there is nothing to sign out of elsewhere, or no way to */
  async execute({ returnTo = '/', origin }: SignOutAtIssuer, actor: Actor): Promise<SigningOut | undefined> {
    const path = localPath(returnTo);
    if (path === undefined) throw new ReturnToRefused();
    const external = await this.sessions.of(actor.sessionId);
    await this.em.transactional(async (em) => {
      const session = await em.findOne(Session, { id: actor.sessionId, membershipId: actor.membershipId });
      session?.end('signed-out', new Date());
    });
    return external && this.onward(external, path, origin);
  }

  private async onward({ identityProviderId, idToken }: Pick<ExternalSession, 'identityProviderId' | 'idToken'>, returnTo: string, origin: string): Promise<SigningOut | undefined> {
    try {
      const provider = await this.providers.byId(identityProviderId);
      const pending = beginSignOut({ providerId: provider.id, returnTo }, new Date());
      const url = await this.issuers.endSessionUrl(this.providers.client(provider), { returnTo: `${origin}${signedOutPath(provider.id)}`, state: pending.state, idToken });
      return url && { location: url.href, cookie: sealSignOut(pending, this.secrets) };
    } catch (error) {
      // A provider that is gone, or does not answer: here the session has ended all the same.
      if (!(error instanceof DomainError)) throw error;
      this.log.warn({ identityProviderId, code: error.code, msg: 'Signed out here alone' });
      return undefined;
    }
  }
}
