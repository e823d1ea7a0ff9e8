import { Module } from '@nestjs/common';
import { TenantController } from './tenant.controller.ts';
import { TenantQueries } from './tenant.queries.ts';
import { TenantRepository } from './tenant.repository.ts';
import { TenantSnapshots } from './tenant-snapshots.job.ts';
import { UpdateTenantHandler } from './update-tenant.handler.ts';

@Module({ controllers: [TenantController], providers: [TenantQueries, TenantRepository, TenantSnapshots, UpdateTenantHandler], exports: [TenantRepository] })
export class TenantsModule {}
