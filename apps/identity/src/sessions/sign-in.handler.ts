import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import type { SecondFactorRequired, SignInBody } from '@kairos/contracts';
import { SecondFactors } from '../mfa/second-factors.ts';
import { SignInChallengesRepository } from '../mfa/sign-in-challenges.repository.ts';
import { AccountsRepository, type Candidate, type Place } from '../users/accounts.repository.ts';
import { PasswordHasher } from '../users/password-hasher.ts';
import { AttemptsRepository, type Trying } from './attempts.repository.ts';
import type { OpenSession } from './open-session.ts';
import type { Caller } from './run-for-caller.ts';
import { SessionOpener } from './session-opener.ts';
import { SignInFailed } from './session.errors.ts';

type Proved = Candidate & { passwordHash: string };

/**
 * Signs in by a password. What is needed when it is right is read while its hash is computed, for an account that does not
 * exist as for one that does: neither the answer nor the time it takes tells which is which.
 */
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
    const who = { account: email, address: caller.address };
    const [candidate] = await Promise.all([this.accounts.forSignIn(email), this.attempts.begin(who)]);
    const { proved, at, factors } = await this.attempts.inPlace(who, () => this.prove(candidate, body));
    if (factors.length > 0) return this.askForMore({ userId: proved.id, tenantId: at.tenantId, passwordHash: proved.passwordHash }, factors, who);
    const { id: userId, passwordHash, passwordChangeRequired } = proved;
    const opened = this.opener.open({ userId, at, methods: ['pwd'], passwordChangeRequired, stillStands: () => this.accounts.noteSignIn(userId, passwordHash) }, caller);
    const [session] = await Promise.all([opened, this.attempts.end(who, 'right')]);
    return session;
  }

  private async prove(candidate: Candidate | undefined, { password, tenant }: SignInBody): Promise<{ proved: Proved; at: Place; factors: SecondFactorRequired['factors'] }> {
    const userId = candidate?.id ?? newId();
    const [right, at, factors] = await Promise.all([this.hasher.matches(candidate?.passwordHash, password), this.opener.membershipAt(userId, tenant), this.factors.of(userId)]);
    if (!candidate?.passwordHash || !right || !at) throw new SignInFailed();
    return { proved: { ...candidate, passwordHash: await this.upToDate(candidate.id, candidate.passwordHash, password) }, at, factors };
  }

  /** Hashes again what was hashed with yesterday's parameters: only now is the password at hand. */
  private async upToDate(id: string, passwordHash: string, password: string): Promise<string> {
    if (!this.hasher.isOutdated(passwordHash)) return passwordHash;
    const renewed = await this.hasher.hash(password);
    return (await this.accounts.rehash(id, passwordHash, renewed)) ? renewed : passwordHash;
  }

  /** The right password alone is no failure, and forgets none: codes are not to be guessed by whoever knows it. */
  private async askForMore(proved: { userId: string; tenantId: string; passwordHash: string }, factors: SecondFactorRequired['factors'], who: Trying): Promise<SecondFactorRequired> {
    const [begun] = await Promise.all([this.challenges.begin(proved), this.attempts.end(who, 'neither')]);
    if (!begun) throw new SignInFailed();
    return { challenge: begun.challenge, expiresAt: begun.expiresAt.toISOString(), factors };
  }
}
