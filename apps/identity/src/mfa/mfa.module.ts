import { Module } from '@nestjs/common';
import { SessionRenewal } from '../sessions/session-renewal.ts';
import { UsersModule } from '../users/users.module.ts';
import { EnrolTotpHandler } from './enrol-totp.handler.ts';
import { OwnMfaController } from './own-mfa.controller.ts';
import { RegenerateRecoveryCodesHandler } from './regenerate-recovery-codes.handler.ts';
import { RemoveTotpHandler } from './remove-totp.handler.ts';
import { SecondFactorsRepository } from './second-factors.repository.ts';
import { SecondFactors } from './second-factors.ts';
import { SignInChallengesRepository } from './sign-in-challenges.repository.ts';

@Module({
  imports: [UsersModule],
  controllers: [OwnMfaController],
  providers: [SecondFactorsRepository, SecondFactors, SignInChallengesRepository, SessionRenewal, EnrolTotpHandler, RemoveTotpHandler, RegenerateRecoveryCodesHandler],
  exports: [SecondFactors, SignInChallengesRepository, SessionRenewal],
})
export class MfaModule {}
