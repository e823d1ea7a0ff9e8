import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ConfirmedTotp, TotpEnrolment } from '@kairos/contracts';
import { SessionRenewal } from '../sessions/session-renewal.ts';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { OnlyInPerson, UserNotFound } from '../users/user.errors.ts';
import { asMfaCommand } from './as-mfa-command.ts';
import { TotpIsEnrolled } from './mfa.errors.ts';
import { newRecoveryCodes, recoveryCodeDigest } from './recovery-codes.calc.ts';
import { SecondFactorsRepository } from './second-factors.repository.ts';
import { SecondFactors } from './second-factors.ts';
import { newTotpSecret, totpUri } from './totp.calc.ts';

/** Sets up one-time codes in two steps: a secret, and a code made from it that shows it has arrived. */
@Injectable()
export class EnrolTotpHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: SecondFactorsRepository,
    private readonly factors: SecondFactors,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly renewal: SessionRenewal,
  ) {}

  async begin(actor: Actor): Promise<TotpEnrolment> {
    if (actor.actingService) throw new OnlyInPerson();
    const credential = await this.accounts.credential(actor.userId);
    if (!credential) throw new UserNotFound();
    const secret = newTotpSecret();
    await asMfaCommand(this.em, { action: 'identity.mfa.begin-totp', resourceType: 'TotpFactor', userId: actor.userId }, async () => {
      if (!(await this.repository.beginTotp(actor.userId, this.factors.seal(actor.userId, secret)))) throw new TotpIsEnrolled();
    });
    return { secret, otpauthUri: totpUri(secret, credential.email) };
  }

  async confirm(code: string, actor: Actor, address: string): Promise<ConfirmedTotp> {
    if (actor.actingService) throw new OnlyInPerson();
    if ((await this.repository.totp(actor.userId))?.confirmed) throw new TotpIsEnrolled();
    const recoveryCodes = newRecoveryCodes();
    // Apart from the failures of sign-ins: a clock that is wrong at the set-up is to lock nobody out.
    const renewed = await this.attempts.count({ account: actor.userId, address }, () =>
      asMfaCommand(this.em, { action: 'identity.mfa.enrol-totp', resourceType: 'TotpFactor', userId: actor.userId }, async () => {
        await this.factors.takeCode(actor.userId, code, { pointer: '/code', confirming: true });
        await this.repository.replaceRecoveryCodes(actor.userId, recoveryCodes.map(recoveryCodeDigest));
        return this.renewal.confirm(actor, ['otp']);
      }),
    );
    return { recoveryCodes, ...renewed };
  }
}
