import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RecoveryCodes } from '@kairos/contracts';
import { OnlyInPerson } from '../users/user.errors.ts';
import { asMfaCommand } from './as-mfa-command.ts';
import { TotpIsNotEnrolled } from './mfa.errors.ts';
import { newRecoveryCodes, recoveryCodeDigest } from './recovery-codes.calc.ts';
import { SecondFactorsRepository } from './second-factors.repository.ts';

/** Ten new recovery codes; those before count no more. */
@Injectable()
export class RegenerateRecoveryCodesHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: SecondFactorsRepository,
  ) {}

  async execute({ userId, actingService }: Actor): Promise<RecoveryCodes> {
    if (actingService) throw new OnlyInPerson();
    if (!(await this.repository.totp(userId))?.confirmed) throw new TotpIsNotEnrolled();
    const recoveryCodes = newRecoveryCodes();
    await asMfaCommand(this.em, { action: 'identity.mfa.regenerate-recovery-codes', resourceType: 'RecoveryCodes', userId }, () =>
      this.repository.replaceRecoveryCodes(userId, recoveryCodes.map(recoveryCodeDigest)),
    );
    return { recoveryCodes };
  }
}
