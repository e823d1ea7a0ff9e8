import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { OnlyInPerson } from '../users/user.errors.ts';
import { asMfaCommand } from './as-mfa-command.ts';
import { TotpIsNotEnrolled } from './mfa.errors.ts';
import { MfaPolicyQueries } from './mfa-policy.queries.ts';
import { SecondFactorsRepository } from './second-factors.repository.ts';
import { SecondFactors } from './second-factors.ts';

/** Takes one-time codes, and the recovery codes with them, off the caller's account. */
@Injectable()
export class RemoveTotpHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: SecondFactorsRepository,
    private readonly policy: MfaPolicyQueries,
    private readonly factors: SecondFactors,
  ) {}

  async execute({ userId, membershipId, actingService }: Actor): Promise<void> {
    if (actingService) throw new OnlyInPerson();
    const mustKeepOne = await this.policy.appliesTo(membershipId);
    await asMfaCommand(this.em, { action: 'identity.mfa.remove-totp', resourceType: 'TotpFactor', userId }, async () => {
      if (!(await this.repository.removeTotp(userId))) throw new TotpIsNotEnrolled();
      await this.factors.demandEnoughLeft(userId, mustKeepOne);
    });
  }
}
