import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { UpdateTenantBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { TenantRepository } from './tenant.repository.ts';

/** A tenant's administrator changes what the tenant says of itself. */
@Injectable()
export class UpdateTenantHandler {
  constructor(
    readonly em: EntityManager,
    private readonly tenants: TenantRepository,
  ) {}

  @Transactional()
  async execute(body: UpdateTenantBody, version: number): Promise<void> {
    const tenant = await this.tenants.forChange();
    expectVersion(tenant.version, version);
    tenant.describe(body);
    await this.tenants.store(tenant);
  }
}
