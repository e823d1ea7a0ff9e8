import { Body, Controller, Get, Patch } from '@nestjs/common';
import { RequirePermission } from '@kairos/auth';
import { TenantView, UpdateTenantBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { TenantQueries } from './tenant.queries.ts';
import { UpdateTenantHandler } from './update-tenant.handler.ts';

@Controller('api/v1/identity/tenant')
export class TenantController {
  constructor(
    private readonly queries: TenantQueries,
    private readonly updateTenant: UpdateTenantHandler,
  ) {}

  @Get()
  @RequirePermission('identity.tenant.read')
  @Returns(TenantView, 'The tenant the caller is signed in to, with its plan and limits')
  read(): Promise<TenantView> {
    return this.queries.read();
  }

  @Patch()
  @RequirePermission('identity.tenant.manage')
  @Returns(TenantView, 'Changes contact, numbers, zone, language and configuration; plan and status are the operator’s')
  async update(@Body(zod(UpdateTenantBody)) body: UpdateTenantBody, @IfMatch() version: number): Promise<TenantView> {
    await this.updateTenant.execute(body, version);
    return this.queries.read();
  }
}
