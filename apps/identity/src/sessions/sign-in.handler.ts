import { Injectable } from '@nestjs/common';
import type { SecondFactorRequired, SignInBody } from '@kairos/contracts';
import { SecondFactors } from '../mfa/second-factors.ts';
import { SignInChallengesRepository } from '../mfa/sign-in-challenges.repository.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { PasswordHasher } from '../users/password-hasher.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import type { OpenSession } from './open-session.ts';
import type { Caller } from './run-for-caller.ts';
import { SessionOpener } from './session-opener.ts';
import { SignInFailed } from './session.errors.ts';

@Injectable()
export class SignInHandler {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly hasher: PasswordHasher,
    private readonly opener: SessionOpener,
    private readonly factors: SecondFactors,
    private readonly challenges: SignInChallengesRepository,
  ) {}

  async execute(body: SignInBody, caller: Caller): Promise<OpenSession | SecondFactorRequired> {
    const email = body.email.trim().toLowerCase();
    const [candidate] = await Promise.all([this.accounts.forSignIn(email), this.attempts.count(email, caller.address)]);
    const right = await this.hasher.matches(candidate?.passwordHash, body.password);
    if (!candidate?.passwordHash || !right) {
      await this.attempts.failed(caller.address);
      throw new SignInFailed();
    }
    const [at, factors] = await Promise.all([this.opener.membershipAt(candidate.id, body.tenant), this.factors.of(candidate.id)]);
    if (!at) throw new SignInFailed();
    const passwordHash = await this.upToDate(candidate.id, candidate.passwordHash, body.password);
    // The attempt is forgotten with the second step: codes are not to be guessed by whoever knows the password.
    if (factors.length > 0) return this.askForMore({ userId: candidate.id, tenantId: at.tenantId, passwordHash }, factors);
    await this.attempts.forget(email, caller.address);
    const { id: userId, passwordChangeRequired } = candidate;
    return this.opener.open({ userId, at, methods: ['pwd'], passwordChangeRequired, stillStands: () => this.accounts.noteSignIn(userId, passwordHash) }, caller);
  }

  /** Hashes again what was hashed with yesterday's parameters: only now is the password at hand. */
  private async upToDate(id: string, passwordHash: string, password: string): Promise<string> {
    if (!this.hasher.isOutdated(passwordHash)) return passwordHash;
    const renewed = await this.hasher.hash(password);
    return (await this.accounts.rehash(id, passwordHash, renewed)) ? renewed : passwordHash;
  }

  private async askForMore(proved: { userId: string; tenantId: string; passwordHash: string }, factors: SecondFactorRequired['factors']): Promise<SecondFactorRequired> {
    const begun = await this.challenges.begin(proved);
    if (!begun) throw new SignInFailed();
    return { challenge: begun.challenge, expiresAt: begun.expiresAt.toISOString(), factors };
  }
}
