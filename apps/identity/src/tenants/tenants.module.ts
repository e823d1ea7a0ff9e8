import { Module } from '@nestjs/common';
import { TenantController } from './tenant.controller.ts';
import { TenantQueries } from './tenant.queries.ts';

@Module({ controllers: [TenantController], providers: [TenantQueries] })
export class TenantsModule {}
