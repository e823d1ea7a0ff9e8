import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { AuthenticationMethod, RenewedAccess, StepUpBody } from '@kairos/contracts';
import { commandContext, runAsCommand } from '@kairos/event-bus';
import { ProofRefused, StrongerProofNeeded } from '../mfa/mfa.errors.ts';
import { SecondFactors } from '../mfa/second-factors.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { PasswordHasher } from '../users/password-hasher.ts';
import { OnlyInPerson } from '../users/user.errors.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import { SessionRenewal } from './session-renewal.ts';

/** Takes the strongest proof of who the caller is once more, and gives them a token that says so. */
@Injectable()
export class StepUpHandler {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly hasher: PasswordHasher,
    private readonly factors: SecondFactors,
    private readonly renewal: SessionRenewal,
  ) {}

  async execute(body: StepUpBody, actor: Actor, address: string): Promise<RenewedAccess> {
    if (actor.actingService) throw new OnlyInPerson();
    const { userId } = actor;
    const credential = await this.accounts.credential(userId);
    if ('password' in body && (await this.accounts.hasSecondFactor(userId))) throw new StrongerProofNeeded();
    // With the failures of sign-ins: whoever holds a session guesses no more often than whoever holds none.
    const proved = await this.attempts.count({ account: credential?.email ?? userId, address }, () =>
      'password' in body ? this.takePassword(credential?.passwordHash, body.password) : this.factors.take(userId, body),
    );
    const context = commandContext();
    if (!context) throw new Error('A session is confirmed inside a command.');
    return runAsCommand({ ...context, action: 'identity.session.step-up' }, () => this.renewal.confirm(actor, proved));
  }

  private async takePassword(passwordHash: string | null | undefined, password: string): Promise<AuthenticationMethod[]> {
    if (!(await this.hasher.matches(passwordHash, password))) throw new ProofRefused('/password');
    return ['pwd'];
  }
}
