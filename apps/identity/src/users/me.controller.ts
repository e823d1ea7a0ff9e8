import { Body, Controller, Get, HttpCode, Ip, Patch, Post } from '@nestjs/common';
import { CurrentActor, OpenToApiKeys, OwnProof, RequirePermission, type Actor } from '@kairos/auth';
import { ChangePasswordBody, MeView, OwnMemberships, UpdateProfileBody } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { ChangePasswordHandler } from './change-password.handler.ts';
import { MeQueries } from './me.queries.ts';
import { UpdateProfileHandler } from './update-profile.handler.ts';

@Controller('api/v1/identity/me')
export class MeController {
  constructor(
    private readonly queries: MeQueries,
    private readonly changePassword: ChangePasswordHandler,
    private readonly updateProfile: UpdateProfileHandler,
  ) {}

  @Get()
  @RequirePermission('own-account')
  @OpenToApiKeys()
  @Returns(MeView, 'The caller, their tenant and what they may do in it')
  read(@CurrentActor() actor: Actor): Promise<MeView> {
    return this.queries.read(actor);
  }

  @Patch()
  @RequirePermission('own-account')
  @OwnProof()
  @Returns(MeView, 'Changes the caller’s name, language or time zone')
  async update(@Body(zod(UpdateProfileBody)) body: UpdateProfileBody, @CurrentActor() actor: Actor): Promise<MeView> {
    await this.updateProfile.execute(body, actor);
    return this.queries.read(actor);
  }

  @Get('memberships')
  @RequirePermission('own-account')
  @Returns(OwnMemberships, 'The tenants the caller may work in')
  memberships(@CurrentActor() actor: Actor): Promise<OwnMemberships> {
    return this.queries.memberships(actor);
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
