import { Controller, Get } from '@nestjs/common';
import { RequirePermission } from '@kairos/auth';
import { TenantView } from '@kairos/contracts';
import { Returns } from '@kairos/http';
import { TenantQueries } from './tenant.queries.ts';

@Controller('api/v1/identity/tenant')
export class TenantController {
  constructor(private readonly queries: TenantQueries) {}

  @Get()
  @RequirePermission('identity.tenant.read')
  @Returns(TenantView, 'The tenant the caller is signed in to')
  read(): Promise<TenantView> {
    return this.queries.read();
  }
}
