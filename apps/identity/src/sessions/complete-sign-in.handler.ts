import { Injectable } from '@nestjs/common';
import type { CompleteSignInBody } from '@kairos/contracts';
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
    const taken = await this.attempts.count({ account: email, address: caller.address }, () => this.factors.take(userId, proof, '/proof'));
    const methods = methodsTogether(['pwd'], taken);
    const at = await this.opener.membershipAt(userId, tenantId);
    if (!at) throw new SignInChallengeEnded();
    return this.opener.open({ userId, at, methods, passwordChangeRequired, stillStands: () => this.challenges.finish(challenge) }, caller);
  }
}
