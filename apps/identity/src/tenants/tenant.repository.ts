import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { storeTenantTerms } from '@kairos/auth';
import { currentTenantId } from '@kairos/tenancy';
import { Tenant } from './tenant.entity.ts';
import { TenantNotFound } from './tenant.errors.ts';

@Injectable()
export class TenantRepository {
  constructor(private readonly em: EntityManager) {}

  /** The tenant the current work belongs to; two changes at once take turns. */
  async forChange(): Promise<Tenant> {
    const tenant = await this.em.findOne(Tenant, { id: currentTenantId() }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!tenant) throw new TenantNotFound();
    return tenant;
  }

  /** Stores the tenant, and its terms where identity itself looks them up: in one transaction, so that its own answer is never older. */
  async store(tenant: Tenant): Promise<void> {
    await this.em.persist(tenant).flush();
    await storeTenantTerms(this.em, tenant.id, tenant.terms(), tenant.version);
  }
}
