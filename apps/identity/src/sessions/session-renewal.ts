import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { AuthenticationMethod, RenewedAccess } from '@kairos/contracts';
import { Membership } from '../users/membership.entity.ts';
import { SessionHasEnded } from './session.errors.ts';
import { SessionTokens } from './session-tokens.ts';
import { Session } from './session.entity.ts';

/** Writes a new proof into the caller's session, and gives them a token that tells of it. Runs in the transaction of a command. */
@Injectable()
export class SessionRenewal {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: SessionTokens,
  ) {}

  confirm(actor: Actor, proved: readonly AuthenticationMethod[]): Promise<RenewedAccess> {
    return this.em.transactional(async (em) => {
      const now = new Date();
      const session = await em.findOne(Session, { id: actor.sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!session?.isLive(now)) throw new SessionHasEnded();
      session.confirm(proved, now);
      const membership = await em.findOneOrFail(Membership, session.membershipId);
      const [user] = await em.execute<{ required: boolean }[]>('select password_change_required as required from tenant_user where id = ?', [session.userId]);
      const { accessToken, expiresAt } = await this.tokens.sign({ membership, session, passwordChangeRequired: user?.required ?? false });
      return { accessToken, tokenType: 'Bearer', expiresAt: expiresAt.toISOString() };
    });
  }
}
