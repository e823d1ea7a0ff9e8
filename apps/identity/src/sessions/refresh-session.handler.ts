import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import type { OpenSession } from './open-session.ts';
import { RefreshToken, refreshTokenDigest } from './refresh-token.entity.ts';
import { runForCaller, type Caller } from './run-for-caller.ts';
import { SessionLimitsQueries } from './session-limits.queries.ts';
import { SessionHasEnded } from './session.errors.ts';
import { SessionTokens } from './session-tokens.ts';
import { Session } from './session.entity.ts';

type Presented = { sessionId: string; secret: string; sha256: string; arrivedAt: Date };

@Injectable()
export class RefreshSessionHandler {
  private readonly running = new Map<string, Promise<OpenSession>>();

  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly tokens: SessionTokens,
    private readonly limits: SessionLimitsQueries,
  ) {}

  /** The same token presented many times at once takes one turn and gets one answer: it has one successor anyway. */
  async execute(secret: string, caller: Caller): Promise<OpenSession> {
    const sha256 = refreshTokenDigest(secret);
    const running = this.running.get(sha256) ?? this.run(secret, sha256, caller).finally(() => this.running.delete(sha256));
    this.running.set(sha256, running);
    return running;
  }

  private async run(secret: string, sha256: string, caller: Caller): Promise<OpenSession> {
    // The grace is measured to the arrival of a request, not to when its turn with the session comes.
    const arrivedAt = new Date();
    const home = await this.accounts.sessionOfRefreshToken(sha256);
    if (!home) throw new SessionHasEnded();
    const act = { ...home, action: 'identity.session.refresh' };
    const refreshed = await runForCaller(this.em, caller, act, (em) => this.refresh(em, { sessionId: home.sessionId, secret, sha256, arrivedAt }));
    // Thrown out here, so that ending a stolen session is committed before the thief is told.
    if (!refreshed) throw new SessionHasEnded();
    return refreshed;
  }

  private async refresh(em: EntityManager, { sessionId, secret, sha256, arrivedAt }: Presented): Promise<OpenSession | undefined> {
    const now = new Date();
    const session = await em.findOneOrFail(Session, sessionId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const token = await em.findOneOrFail(RefreshToken, { tokenSha256: sha256 });
    const membership = await em.findOneOrFail(Membership, session.membershipId);
    session.endWhenOver(await this.limits.read(), now);
    if (!session.isLive(now) || !membership.active) return undefined;
    const successor = await em.findOne(RefreshToken, { parentId: token.id, usedAt: null });
    const meaning = token.presented(arrivedAt, successor);
    if (meaning === 'reuse') {
      session.end('refresh-token-reused', now);
      return undefined;
    }
    const refreshToken = meaning === 'repeat' && successor ? successor.secretFor(secret) : await rotate(em, { session, token, secret, now });
    // Not through the entity: being seen is no change that an audit record tells of.
    await em.execute('update session set last_seen_at = ? where id = ?', [now, sessionId]);
    const user = await em.execute<{ passwordChangeRequired: boolean }[]>('select password_change_required as "passwordChangeRequired" from tenant_user where id = ?', [session.userId]);
    const passwordChangeRequired = user[0]?.passwordChangeRequired ?? false;
    return { ...(await this.tokens.sign({ membership, session, passwordChangeRequired })), session, refreshToken };
  }
}

async function rotate(em: EntityManager, { session, token, secret, now }: { session: Session; token: RefreshToken; secret: string; now: Date }): Promise<string> {
  // All that is not used yet: an earlier version could give a token more than one successor.
  for (const unused of await em.find(RefreshToken, { sessionId: session.id, usedAt: null })) unused.use(now);
  const child = RefreshToken.issue(session, { id: token.id, secret }, now);
  em.persist(child.token);
  return child.secret;
}
