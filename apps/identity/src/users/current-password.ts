import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { PasswordHasher } from './password-hasher.ts';
import { CurrentPasswordWrong, NoPassword } from './user.errors.ts';

/** Asks who is signed in for their password once more; wrong ones count like those of a sign-in. */
@Injectable()
export class CurrentPassword {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @returns the hash that the password was checked against */
  async check(password: string, { userId }: Pick<Actor, 'userId'>, address: string): Promise<string> {
    const credential = await this.accounts.credential(userId);
    if (credential?.passwordHash === null) throw new NoPassword();
    const stored = credential?.passwordHash;
    // It forgets no failures: whoever knows the password is not to guess codes for ever.
    return this.attempts.count({ account: credential?.email ?? userId, address }, async () => {
      if (!(await this.hasher.matches(stored, password)) || !stored) throw new CurrentPasswordWrong();
      return stored;
    }, 'keep');
  }
}
