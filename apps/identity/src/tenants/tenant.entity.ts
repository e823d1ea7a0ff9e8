import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import { tenantPlans, tenantStatuses } from '@kairos/contracts';

const TenantSchema = defineEntity({
  name: 'Tenant',
  tableName: 'tenant',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    name: p.string(),
    plan: p.enum(tenantPlans),
    status: p.enum(tenantStatuses),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** One organisation. It is its own tenant, so that the same policy guards it as everything it owns. */
export class Tenant extends TenantSchema.class {
  static found(id: string, name: string): Tenant {
    const now = new Date();
    return Object.assign(new Tenant(), {
      id, tenantId: id, name, plan: 'Enterprise', status: 'Active', version: 1, createdAt: now, updatedAt: now,
    } satisfies RequiredEntityData<Tenant>);
  }
}
TenantSchema.setClass(Tenant);
