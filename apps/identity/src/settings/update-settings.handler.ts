import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { readSettings, type UpdateSettingsBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { TenantRepository } from '../tenants/tenant.repository.ts';
import { demandWithinOperator } from './demand-within-operator.calc.ts';

/** A tenant's administrator changes its settings, within what the operator lets it. */
@Injectable()
export class UpdateSettingsHandler {
  constructor(
    readonly em: EntityManager,
    private readonly tenants: TenantRepository,
  ) {}

  @Transactional()
  async execute({ reason: _reason, ...wanted }: UpdateSettingsBody, version: number): Promise<void> {
    const tenant = await this.tenants.forChange();
    expectVersion(tenant.version, version);
    demandWithinOperator(readSettings(wanted), readSettings(tenant.operatorSettings));
    // A value of null does not fit any setting, and so takes back what stood there.
    tenant.setSettings(readSettings({ ...tenant.settings, ...wanted }));
    await this.tenants.store(tenant);
  }
}
