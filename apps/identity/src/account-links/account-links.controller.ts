import { Body, Controller, HttpCode, Ip, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, Public, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { ChangeEmailBody, ConfirmEmailBody, RequestPasswordResetBody, ResetPasswordBody } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { MeQueries } from '../users/me.queries.ts';
import { ChangeEmailHandler } from './change-email.handler.ts';
import { ConfirmEmailHandler } from './confirm-email.handler.ts';
import { RequestPasswordResetHandler } from './request-password-reset.handler.ts';
import { ResetPasswordHandler } from './reset-password.handler.ts';

@Controller('api/v1/identity')
export class AccountLinksController {
  constructor(
    private readonly requestReset: RequestPasswordResetHandler,
    private readonly resetPassword: ResetPasswordHandler,
    private readonly changeEmail: ChangeEmailHandler,
    private readonly confirmEmail: ConfirmEmailHandler,
    private readonly me: MeQueries,
  ) {}

  @Post('password-resets')
  @HttpCode(202)
  @Public('who has forgotten their password cannot sign in')
  @Returns(null, 'Mails a link for a new password to the address, if it has an account')
  request(@Body(zod(RequestPasswordResetBody)) { email }: RequestPasswordResetBody, @Ip() address: string): Promise<void> {
    return this.requestReset.execute(email, address);
  }

  @Post('password-resets/complete')
  @HttpCode(204)
  @Public('authenticated by the token of a mailed link')
  @IdempotencyExempt('the request holds secrets')
  @Returns(null, 'Sets a new password and ends all sessions of the account')
  reset(@Body(zod(ResetPasswordBody)) body: ResetPasswordBody, @Req() request: FastifyRequest): Promise<void> {
    return this.resetPassword.execute(body, callerOf(request));
  }

  @Post('me/email')
  @HttpCode(202)
  @RequirePermission('own-account')
  @RequireStepUp()
  @IdempotencyExempt('the request holds secrets')
  @Returns(null, 'Mails a link to an address that the caller’s account shall have')
  change(@Body(zod(ChangeEmailBody)) body: ChangeEmailBody, @CurrentActor() actor: Actor, @Ip() address: string): Promise<void> {
    return this.changeEmail.execute(body, actor, address);
  }

  @Post('me/email/verification')
  @HttpCode(202)
  @RequirePermission('own-account')
  @Returns(null, 'Mails a link to the caller’s address, to show that it is theirs')
  async verify(@CurrentActor() actor: Actor): Promise<void> {
    const { emailVerified } = await this.me.read(actor);
    return this.changeEmail.verify(actor, emailVerified);
  }

  @Post('email-verifications/complete')
  @HttpCode(204)
  @RequirePermission('own-account')
  @IdempotencyExempt('the request holds secrets')
  @Returns(null, 'Gives the caller’s account the address that the link was mailed to')
  confirm(@Body(zod(ConfirmEmailBody)) { token }: ConfirmEmailBody, @CurrentActor() actor: Actor): Promise<void> {
    return this.confirmEmail.execute(token, actor);
  }
}

function callerOf(request: FastifyRequest) {
  return { requestId: request.id, address: request.ip, userAgent: request.headers['user-agent'] ?? null };
}
