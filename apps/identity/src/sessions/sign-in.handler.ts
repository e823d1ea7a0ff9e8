import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { SignInBody } from '@kairos/contracts';
import { AccessTokens } from '../keys/access-tokens.ts';
import { AccountsRepository, type Candidate, type OpenMembership } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { PasswordHasher } from '../users/password-hasher.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import type { OpenSession } from './open-session.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import { runForCaller, type Caller } from './run-for-caller.ts';
import { SignInFailed } from './session.errors.ts';
import { Session } from './session.entity.ts';

@Injectable()
export class SignInHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly hasher: PasswordHasher,
    private readonly tokens: AccessTokens,
  ) {}

  async execute(body: SignInBody, caller: Caller): Promise<OpenSession> {
    const email = body.email.trim().toLowerCase();
    await this.attempts.count(email, caller.address);
    const candidate = await this.accounts.forSignIn(email);
    const right = await this.hasher.matches(candidate?.passwordHash, body.password);
    if (!candidate || !right) throw new SignInFailed();
    const membership = choose(await this.accounts.openMemberships(candidate.id), body.tenant);
    if (!membership) throw new SignInFailed();
    await this.attempts.forget(email, caller.address);
    return this.open(membership, candidate, caller);
  }

  private async open(at: OpenMembership, user: Candidate, caller: Caller): Promise<OpenSession> {
    const now = new Date();
    const session = Session.start({ tenantId: at.tenantId, membershipId: at.membershipId, userId: user.id, address: caller.address, userAgent: caller.userAgent }, now);
    const act = { tenantId: at.tenantId, userId: user.id, sessionId: session.id, action: 'identity.session.open' };
    return runForCaller(this.em, caller, act, async (em) => {
      const { token, secret } = RefreshToken.issue(session, null, now);
      em.persist([session, token]);
      if (!(await this.accounts.noteSignIn(user.id, user.passwordHash))) throw new SignInFailed();
      const membership = await em.findOneOrFail(Membership, at.membershipId);
      const { passwordChangeRequired } = user;
      return { ...this.tokens.sign({ membership, sessionId: session.id, passwordChangeRequired }), session, refreshToken: secret, passwordChangeRequired };
    });
  }
}

function choose(memberships: OpenMembership[], tenant: string | undefined): OpenMembership | undefined {
  return tenant === undefined ? memberships[0] : memberships.find(({ tenantId, tenantName }) => tenantId === tenant || tenantName === tenant);
}
