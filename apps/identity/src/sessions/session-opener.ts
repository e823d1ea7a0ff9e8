import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { AuthenticationMethod } from '@kairos/contracts';
import { runAsTenant } from '@kairos/tenancy';
import { AccountsRepository, type Place } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import type { OpenSession } from './open-session.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import { runForCaller, type Caller } from './run-for-caller.ts';
import { SessionLimitsQueries } from './session-limits.queries.ts';
import { SignInFailed } from './session.errors.ts';
import { SessionTokens } from './session-tokens.ts';
import { Session } from './session.entity.ts';

export type Opening = {
  userId: string;
  /** Where; what is not known of it yet is read when the proof has been found to stand. */
  at: Pick<Place, 'tenantId' | 'membershipId'> & Partial<Place>;
  /** How the person proved who they are, and when, if not just now. */
  methods: readonly AuthenticationMethod[];
  authenticatedAt?: Date;
  /** When the session began on whose proof this one opens: it lasts no longer. */
  since?: Date;
  passwordChangeRequired: boolean;
  /** Says, in the transaction of the session, whether the proof still stands; notes the sign-in where that is wanted. */
  stillStands: () => Promise<boolean>;
};

/** Opens a session for a person who has proved who they are, however they did: the one place where sessions begin. */
@Injectable()
export class SessionOpener {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly tokens: SessionTokens,
    private readonly limits: SessionLimitsQueries,
  ) {}

  /** Where the user may sign in: at the tenant of this id or name; without one, at the tenant joined first. */
  async membershipAt(userId: string, tenant: string | undefined): Promise<Place | undefined> {
    const memberships = await this.accounts.places(userId);
    return tenant === undefined ? memberships[0] : memberships.find(({ tenantId, tenantName }) => tenantId === tenant || tenantName === tenant);
  }

  /** @throws SignInFailed when what was proved no longer stands; nothing is stored then */
  async open({ userId, at, methods, authenticatedAt, since, passwordChangeRequired, stillStands }: Opening, caller: Caller): Promise<OpenSession> {
    const now = new Date();
    const { tenantId, membershipId } = at;
    const { lastsMs } = at.limits ?? (await runAsTenant(this.em, tenantId, () => this.limits.read()));
    const expiresAt = new Date((since ?? now).getTime() + lastsMs);
    if (expiresAt <= now) throw new SignInFailed();
    const proof = { methods: [...methods], authenticatedAt: authenticatedAt ?? now, expiresAt };
    const session = Session.start({ tenantId, membershipId, userId, address: caller.address, userAgent: caller.userAgent, ...proof }, now);
    return runForCaller(this.em, caller, { tenantId, userId, sessionId: session.id, action: 'identity.session.open' }, async (em) => {
      const { token: refreshToken, secret } = RefreshToken.issue(session, null, now);
      em.persist([session, refreshToken]);
      const standing = stillStands();
      const { authzVersion, secondFactorDemanded } = at;
      // Signing takes a while: where all is known, Postgres works in that time.
      const signed = authzVersion === undefined ? undefined : this.tokens.sign({ membership: { id: membershipId, tenantId, userId, authzVersion }, session, passwordChangeRequired, secondFactorDemanded });
      if (!(await standing)) throw new SignInFailed();
      const token = signed ?? this.tokens.sign({ membership: await em.findOneOrFail(Membership, membershipId), session, passwordChangeRequired });
      return { ...(await token), session, refreshToken: secret };
    });
  }
}
