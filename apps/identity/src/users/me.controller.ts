import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { CurrentActor, OpenToApiKeys, RequirePermission, type Actor } from '@kairos/auth';
import { ChangePasswordBody, MeView } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { ChangePasswordHandler } from './change-password.handler.ts';
import { MeQueries } from './me.queries.ts';

@Controller('api/v1/identity/me')
export class MeController {
  constructor(
    private readonly queries: MeQueries,
    private readonly changePassword: ChangePasswordHandler,
  ) {}

  @Get()
  @RequirePermission('own-account')
  @OpenToApiKeys()
  @Returns(MeView, 'The caller, their tenant and what they may do in it')
  read(@CurrentActor() actor: Actor): Promise<MeView> {
    return this.queries.read(actor);
  }

  @Post('password')
  @HttpCode(204)
  @RequirePermission('own-account')
  @IdempotencyExempt('the request holds secrets')
  @Returns(null, 'Changes the caller’s password and ends their other sessions')
  change(@Body(zod(ChangePasswordBody)) body: ChangePasswordBody, @CurrentActor() actor: Actor, @Ip() address: string): Promise<void> {
    return this.changePassword.execute(body, actor, address);
  }
}
