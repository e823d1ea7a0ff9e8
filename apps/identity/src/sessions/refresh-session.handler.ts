import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccessTokens } from '../keys/access-tokens.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import type { OpenSession } from './open-session.ts';
import { RefreshToken, refreshTokenDigest } from './refresh-token.entity.ts';
import { runForCaller, type Caller } from './run-for-caller.ts';
import { SessionHasEnded } from './session.errors.ts';
import { Session } from './session.entity.ts';

@Injectable()
export class RefreshSessionHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly tokens: AccessTokens,
  ) {}

  async execute(secret: string, caller: Caller): Promise<OpenSession> {
    const sha256 = refreshTokenDigest(secret);
    const home = await this.accounts.sessionOfRefreshToken(sha256);
    if (!home) throw new SessionHasEnded();
    const refreshed = await runForCaller(this.em, caller, { ...home, action: 'identity.session.refresh' }, (em) => this.refresh(em, home.sessionId, sha256));
    // Thrown out here, so that ending a stolen session is committed before the thief is told.
    if (!refreshed) throw new SessionHasEnded();
    return refreshed;
  }

  private async refresh(em: EntityManager, sessionId: string, sha256: string): Promise<OpenSession | undefined> {
    const now = new Date();
    const session = await em.findOneOrFail(Session, sessionId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const token = await em.findOneOrFail(RefreshToken, { tokenSha256: sha256 });
    const membership = await em.findOneOrFail(Membership, session.membershipId);
    if (!session.isLive(now) || !membership.active) return undefined;
    const meaning = token.presented(now, (await em.count(RefreshToken, { parentId: token.id, usedAt: null })) > 0);
    if (meaning === 'reuse') {
      session.end('refresh-token-reused', now);
      return undefined;
    }
    if (meaning === 'rotate') for (const live of await em.find(RefreshToken, { sessionId, usedAt: null })) live.usedAt = now;
    // Not through the entity: being seen is no change that an audit record tells of.
    await em.execute('update session set last_seen_at = ? where id = ?', [now, sessionId]);
    const { token: child, secret } = RefreshToken.issue(session, token, now);
    em.persist(child);
    const user = await em.execute<{ passwordChangeRequired: boolean }[]>('select password_change_required as "passwordChangeRequired" from tenant_user where id = ?', [session.userId]);
    const passwordChangeRequired = user[0]?.passwordChangeRequired ?? false;
    return { ...this.tokens.sign({ membership, session, passwordChangeRequired }), session, refreshToken: secret, passwordChangeRequired };
  }
}
