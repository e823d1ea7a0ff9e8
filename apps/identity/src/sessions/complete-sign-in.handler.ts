import { Injectable } from '@nestjs/common';
import type { AuthenticationMethod, CompleteSignInBody, SecondFactorProof } from '@kairos/contracts';
import { SignInChallengeEnded } from '../mfa/mfa.errors.ts';
import { SecondFactors } from '../mfa/second-factors.ts';
import { SignInChallengesRepository } from '../mfa/sign-in-challenges.repository.ts';
import { AttemptsRepository } from './attempts.repository.ts';
import { methodsTogether } from './methods-together.calc.ts';
import type { OpenSession } from './open-session.ts';
import type { Caller } from './run-for-caller.ts';
import { SessionOpener } from './session-opener.ts';

/** The second step of a sign-in: what the person holds, after the password was right. */
@Injectable()
export class CompleteSignInHandler {
  constructor(
    private readonly challenges: SignInChallengesRepository,
    private readonly attempts: AttemptsRepository,
    private readonly factors: SecondFactors,
    private readonly opener: SessionOpener,
  ) {}

  async execute({ challenge, proof }: CompleteSignInBody, caller: Caller): Promise<OpenSession> {
    const begun = await this.challenges.find(challenge);
    if (!begun) throw new SignInChallengeEnded();
    const { userId, tenantId, email, passwordChangeRequired } = begun;
    await this.attempts.count(email, caller.address);
    const methods = methodsTogether(['pwd'], await this.take(userId, proof, caller));
    const at = await this.opener.membershipAt(userId, tenantId);
    if (!at) throw new SignInChallengeEnded();
    await this.attempts.forget(email, caller.address);
    return this.opener.open({ userId, at, methods, passwordChangeRequired, stillStands: () => this.challenges.finish(challenge) }, caller);
  }

  private async take(userId: string, proof: SecondFactorProof, { address }: Caller): Promise<AuthenticationMethod[]> {
    try {
      return await this.factors.take(userId, proof, '/proof');
    } catch (error) {
      await this.attempts.failed(address);
      throw error;
    }
  }
}
