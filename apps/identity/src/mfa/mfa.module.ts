import { Module } from '@nestjs/common';
import { RolesModule } from '../roles/roles.module.ts';
import { SessionRenewal } from '../sessions/session-renewal.ts';
import { SessionTokens } from '../sessions/session-tokens.ts';
import { UsersModule } from '../users/users.module.ts';
import { EnrolTotpHandler } from './enrol-totp.handler.ts';
import { MfaPolicyController } from './mfa-policy.controller.ts';
import { MfaPolicyQueries } from './mfa-policy.queries.ts';
import { OwnMfaController } from './own-mfa.controller.ts';
import { RegenerateRecoveryCodesHandler } from './regenerate-recovery-codes.handler.ts';
import { RemoveTotpHandler } from './remove-totp.handler.ts';
import { SecondFactorsRepository } from './second-factors.repository.ts';
import { SecondFactors } from './second-factors.ts';
import { SetMfaPolicyHandler } from './set-mfa-policy.handler.ts';
import { SignInChallengesRepository } from './sign-in-challenges.repository.ts';

@Module({
  imports: [UsersModule, RolesModule],
  controllers: [OwnMfaController, MfaPolicyController],
  providers: [
    SecondFactorsRepository, SecondFactors, SignInChallengesRepository, SessionRenewal, SessionTokens, MfaPolicyQueries, SetMfaPolicyHandler,
    EnrolTotpHandler, RemoveTotpHandler, RegenerateRecoveryCodesHandler,
  ],
  exports: [MfaPolicyQueries, SecondFactors, SignInChallengesRepository, SessionRenewal, SessionTokens],
})
export class MfaModule {}
