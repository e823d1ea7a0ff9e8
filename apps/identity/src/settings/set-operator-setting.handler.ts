import type { EntityManager } from '@mikro-orm/postgresql';
import { settings, type OperatorSetting, type SettingValues } from '@kairos/contracts';
import { runAsCommand } from '@kairos/event-bus';
import { DomainError } from '@kairos/http';
import { runAsTenant } from '@kairos/tenancy';
import { operatorContext } from '../tenants/operator-context.ts';
import { TenantRepository } from '../tenants/tenant.repository.ts';
import { OperatorSettings } from './operator-settings.repository.ts';

export type OperatorSettingSet = { settings: SettingValues; tenants: number };

/**
 * Sets something for the whole installation, then tells every tenant, each in a transaction of its own, where it stands in the
 * trail. Repeating it finishes what broke off.
 */
export class SetOperatorSettingHandler {
  constructor(private readonly em: EntityManager) {}

  async execute({ name, value, reason }: OperatorSetting): Promise<OperatorSettingSet> {
    const read = value === null ? undefined : settings[name].value.safeParse(value);
    if (read && !read.success) throw new DomainError('unprocessable', 'setting-refused', `${name}: ${read.error.issues.map(({ message }) => message).join('; ')}.`);
    const now = await new OperatorSettings(this.em.fork()).set(name, value);
    const tenants = await this.em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant order by 1');
    const context = operatorContext('identity.setting.set-operator', reason);
    for (const { tenant_id } of tenants) {
      await runAsTenant(this.em, tenant_id, () => runAsCommand(context, () => this.em.transactional((em) => tell(em as EntityManager))), { upkeep: true });
    }
    return { settings: now, tenants: tenants.length };
  }
}

/** Reads what stands now, and not what was set, so that of two settings set at once no tenant is left with the earlier. */
async function tell(em: EntityManager): Promise<void> {
  const repository = new TenantRepository(em);
  const tenant = await repository.forChange();
  tenant.hearOperatorSettings(await new OperatorSettings(em).read());
  await repository.store(tenant);
}
