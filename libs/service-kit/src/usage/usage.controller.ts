import { Controller, Get, type Type } from '@nestjs/common';
import { RequirePermission } from '@kairos/auth';
import { UsageView } from '@kairos/contracts';
import { Returns } from '@kairos/http';
import { UsageQueries } from './usage.queries.ts';

/** What a tenant uses of its plan in a service, under the service's own address. */
export function usageController(service: string): Type {
  @Controller(`api/v1/${service}/usage`)
  class UsageController {
    constructor(private readonly queries: UsageQueries) {}

    @Get()
    @RequirePermission('identity.tenant.manage')
    @Returns(UsageView, 'How much of its plan the tenant uses in this service')
    read() {
      return this.queries.read();
    }
  }
  return UsageController;
}
