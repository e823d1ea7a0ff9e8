import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { Tenant } from './tenant.entity.ts';

@Injectable()
@Snapshots('identity.tenant')
export class TenantSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<Tenant[]> {
    const tenants = await this.em.find(Tenant, where, options);
    for (const tenant of tenants) tenant.emitSnapshot();
    return tenants;
  }
}
