import { Body, Controller, Get, Put } from '@nestjs/common';
import { CurrentActor, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { MfaPolicyView, SetMfaPolicyBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { MfaPolicyQueries } from './mfa-policy.queries.ts';
import { SetMfaPolicyHandler } from './set-mfa-policy.handler.ts';

@Controller('api/v1/identity/mfa-policy')
export class MfaPolicyController {
  constructor(
    private readonly queries: MfaPolicyQueries,
    private readonly setPolicy: SetMfaPolicyHandler,
  ) {}

  @Get()
  @RequirePermission('identity.tenant.read')
  @Returns(MfaPolicyView, 'Who must have a second factor')
  read(): Promise<MfaPolicyView> {
    return this.queries.read();
  }

  @Put()
  @RequirePermission('identity.tenant.manage')
  @RequireStepUp()
  @Returns(MfaPolicyView, 'Demands a second factor of everyone, or of the members with some roles')
  async set(@Body(zod(SetMfaPolicyBody)) body: SetMfaPolicyBody, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<MfaPolicyView> {
    await this.setPolicy.execute(body, version, actor);
    return this.queries.read();
  }
}
