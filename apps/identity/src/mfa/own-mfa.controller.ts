import { Body, Controller, Delete, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { CurrentActor, OwnProof, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { ConfirmedTotp, ConfirmTotpBody, OwnMfaView, RecoveryCodes, TotpEnrolment } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { PasskeysRepository } from '../passkeys/passkeys.repository.ts';
import { EnrolTotpHandler } from './enrol-totp.handler.ts';
import { RegenerateRecoveryCodesHandler } from './regenerate-recovery-codes.handler.ts';
import { RemoveTotpHandler } from './remove-totp.handler.ts';
import { SecondFactorsRepository } from './second-factors.repository.ts';

@Controller('api/v1/identity/me/mfa')
export class OwnMfaController {
  constructor(
    private readonly repository: SecondFactorsRepository,
    private readonly passkeys: PasskeysRepository,
    private readonly enrolTotp: EnrolTotpHandler,
    private readonly removeTotp: RemoveTotpHandler,
    private readonly regenerate: RegenerateRecoveryCodesHandler,
  ) {}

  @Get()
  @RequirePermission('own-account')
  @Returns(OwnMfaView, 'The second factors of the caller')
  async read(@CurrentActor() { userId }: Actor): Promise<OwnMfaView> {
    const totp = (await this.repository.totp(userId))?.confirmed ?? false;
    return { totp, recoveryCodesLeft: await this.repository.recoveryCodesLeft(userId), passkeys: (await this.passkeys.of(userId)).length };
  }

  @Post('totp')
  @RequirePermission('own-account')
  @OwnProof()
  @RequireStepUp()
  @IdempotencyExempt('the answer holds secrets')
  @Returns(TotpEnrolment, 'Begins to set up one-time codes; the secret is shown once')
  beginTotp(@CurrentActor() actor: Actor): Promise<TotpEnrolment> {
    return this.enrolTotp.begin(actor);
  }

  @Post('totp/confirm')
  @HttpCode(200)
  @RequirePermission('own-account')
  @OwnProof()
  @IdempotencyExempt('the answer holds secrets')
  @Returns(ConfirmedTotp, 'Ends the set-up with a first code; shows the recovery codes once')
  confirmTotp(@Body(zod(ConfirmTotpBody)) { code }: ConfirmTotpBody, @CurrentActor() actor: Actor, @Ip() address: string): Promise<ConfirmedTotp> {
    return this.enrolTotp.confirm(code, actor, address);
  }

  @Delete('totp')
  @HttpCode(204)
  @RequirePermission('own-account')
  @OwnProof()
  @RequireStepUp()
  @Returns(null, 'Removes one-time codes and recovery codes')
  remove(@CurrentActor() actor: Actor): Promise<void> {
    return this.removeTotp.execute(actor);
  }

  @Post('recovery-codes')
  @RequirePermission('own-account')
  @OwnProof()
  @RequireStepUp()
  @IdempotencyExempt('the answer holds secrets')
  @Returns(RecoveryCodes, 'Ten new recovery codes, shown once; those before end')
  regenerateRecoveryCodes(@CurrentActor() actor: Actor): Promise<RecoveryCodes> {
    return this.regenerate.execute(actor);
  }
}
