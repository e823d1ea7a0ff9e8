import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import type { TenantPlan } from '@kairos/contracts';
import { runAsCommand } from '@kairos/event-bus';
import { runAsTenant } from '@kairos/tenancy';
import { catalogueDigest } from '../access/catalogue-digest.calc.ts';
import { builtInRoles } from '../roles/built-in-roles.ts';
import { Role } from '../roles/role.entity.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import type { PasswordHasher } from '../users/password-hasher.ts';
import { operatorContext } from './operator-context.ts';
import { OperatorSettings } from '../settings/operator-settings.repository.ts';
import { Tenant } from './tenant.entity.ts';
import { AdministratorNotProved } from './tenant.errors.ts';
import { TenantRepository } from './tenant.repository.ts';

export type FoundTenant = { name: string; adminEmail: string; onlyAsFirst: boolean; plan: TenantPlan; trial: boolean };
export type FoundedTenant = { created: boolean; tenantId: string; email: string | null; oneTimePassword: string | null };

/** Founds a tenant with its built-in roles and an administrator. An operator's act: no route leads here. */
export class FoundTenantHandler {
  private readonly accounts: AccountsRepository;

  constructor(
    private readonly em: EntityManager,
    private readonly hasher: PasswordHasher,
  ) {
    this.accounts = new AccountsRepository(em);
  }

  async execute({ name, adminEmail, onlyAsFirst, plan, trial }: FoundTenant): Promise<FoundedTenant> {
    const tenantId = newId();
    const email = adminEmail.toLowerCase();
    const oneTimePassword = randomBytes(18).toString('base64url');
    const passwordHash = await this.hasher.hash(oneTimePassword);
    return runAsTenant(this.em, tenantId, () =>
      runAsCommand(operatorContext('identity.tenant.found', null), () =>
        this.em.transactional(async (em) => {
          await em.execute(`select pg_advisory_xact_lock(hashtext('found-tenant'))`);
          const first = onlyAsFirst ? await this.accounts.firstTenant() : null;
          if (first) return { created: false, tenantId: first, email: null, oneTimePassword: null };
          const known = await this.accounts.forSignIn(email);
          const userId = known?.id ?? newId();
          if (known && !(await this.accounts.hasProvedEmail(known.id))) throw new AdministratorNotProved();
          if (!known) await this.accounts.register({ id: userId, email, displayName: 'Administrator', passwordHash, passwordChangeRequired: true });
          await this.fill(em, { id: tenantId, name, plan, trial, userId });
          return { created: true, tenantId, email, oneTimePassword: known ? null : oneTimePassword };
        }),
      ),
    );
  }

  private async fill(em: EntityManager, { userId, ...founding }: Pick<FoundTenant, 'name' | 'plan' | 'trial'> & { id: string; userId: string }): Promise<void> {
    const tenantId = founding.id;
    const roles = builtInRoles.map((role) => Role.builtIn(tenantId, role));
    const admins = roles.filter((role) => role.qualifiedName() === 'kronos/Admin');
    await new TenantRepository(em).store(Tenant.found({ ...founding, operatorSettings: await new OperatorSettings(em).read() }));
    em.persist([...roles, Membership.begin({ tenantId, userId, roles: admins, rowScope: { plants: 'all' } })]);
    await em.execute('insert into known_tenant (tenant_id) values (?) on conflict do nothing', [tenantId]);
    await em.execute('insert into access_catalogue (tenant_id, digest, applied_at) values (?, ?, now())', [tenantId, catalogueDigest()]);
  }
}
