import { Injectable } from '@nestjs/common';
import type { SignInBody } from '@kairos/contracts';
import { AccountsRepository, type Candidate } from '../users/accounts.repository.ts';
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
  ) {}

  async execute(body: SignInBody, caller: Caller): Promise<OpenSession> {
    const email = body.email.trim().toLowerCase();
    await this.attempts.count(email, caller.address);
    const candidate = await this.accounts.forSignIn(email);
    const right = await this.hasher.matches(candidate?.passwordHash, body.password);
    if (!candidate || !right) {
      await this.attempts.failed(caller.address);
      throw new SignInFailed();
    }
    const at = await this.opener.membershipAt(candidate.id, body.tenant);
    if (!at) throw new SignInFailed();
    await this.attempts.forget(email, caller.address);
    const { id: userId, passwordChangeRequired } = candidate;
    const passwordHash = await this.upToDate(candidate, body.password);
    return this.opener.open({ userId, at, methods: ['pwd'], passwordChangeRequired, stillStands: () => this.accounts.noteSignIn(userId, passwordHash) }, caller);
  }
  /** Hashes again what was hashed with yesterday's parameters: only now is the password at hand. */
  private async upToDate({ id, passwordHash }: Candidate, password: string): Promise<string> {
    if (!this.hasher.isOutdated(passwordHash)) return passwordHash;
    const renewed = await this.hasher.hash(password);
    return (await this.accounts.rehash(id, passwordHash, renewed)) ? renewed : passwordHash;
  }
}
