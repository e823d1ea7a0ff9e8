import type { EntityManager } from '@mikro-orm/postgresql';
import type { OperatorAct, TenantTerms } from '@kairos/contracts';
import { runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { operatorContext } from './operator-context.ts';
import type { Tenant } from './tenant.entity.ts';
import { TenantRepository } from './tenant.repository.ts';

export type ActedOn = { tenantId: string; name: string } & Pick<TenantTerms, 'status' | 'plan' | 'planEndsOn' | 'readOnlyFrom' | 'closedFrom' | 'features'>;

/** What only the operator of an installation does to a tenant. It works on a tenant that is read-only, too. */
export class ActOnTenantHandler {
  constructor(private readonly em: EntityManager) {}

  execute(act: OperatorAct, now: Date): Promise<ActedOn> {
    const context = operatorContext(`identity.tenant.${act.act}`, act.reason);
    return runAsTenant(this.em, act.tenantId, () => runAsCommand(context, () => this.em.transactional((em) => this.change(em as EntityManager, act, now))), { upkeep: true });
  }

  private async change(em: EntityManager, act: OperatorAct, now: Date): Promise<ActedOn> {
    const tenants = new TenantRepository(em);
    const tenant = await tenants.forChange();
    apply(tenant, act, now);
    await tenants.store(tenant);
    const { status, plan, planEndsOn, readOnlyFrom, closedFrom, features } = tenant.terms();
    return { tenantId: tenant.id, name: tenant.name, status, plan, planEndsOn, readOnlyFrom, closedFrom, features };
  }
}

function apply(tenant: Tenant, act: OperatorAct, now: Date): void {
  switch (act.act) {
    case 'set-plan':
      return tenant.setPlan(act.plan, act.endsOn);
    case 'set-features':
      return tenant.setFeatures(act.features);
    case 'set-email-domains':
      return tenant.setEmailDomains(act.domains);
    case 'suspend':
      return tenant.suspend(now);
    case 'reactivate':
      return tenant.reactivate(now);
    case 'cancel':
      return tenant.cancel(now, act.graceDays);
  }
}
