import type { TenantPlan, TenantStatus } from '@kairos/contracts';
import { CliError } from '../../cli.errors.ts';
import { withDatabase } from '../database.ts';
import type { Operator } from '../operator.ts';

export type KnownTenant = { id: string; name: string; status: TenantStatus; plan: TenantPlan; planEndsOn: string | null; users: number; plants: number };

const all = `select t.id, t.name, t.status, t.plan, t.plan_ends_on::text as "planEndsOn",
    (select count(*)::int from identity.membership m where m.tenant_id = t.id and m.active) as users,
    (select count(*)::int from assets.plant p where p.tenant_id = t.id and p.deleted_at is null) as plants
  from identity.tenant t`;

/** Every tenant of the installation, oldest first. */
export function listTenants(operator: Pick<Operator, 'databaseUrl'>): Promise<KnownTenant[]> {
  return withDatabase(operator.databaseUrl, { readOnly: true, statementTimeoutMs: 30_000 }, async (pool) => (await pool.query<KnownTenant>(`${all} order by t.created_at, t.id`)).rows);
}

/** The tenant of an id or of a name that no other has. */
export function findTenant(operator: Pick<Operator, 'databaseUrl'>, wanted: string): Promise<KnownTenant> {
  return withDatabase(operator.databaseUrl, { readOnly: true, statementTimeoutMs: 30_000 }, async (pool) => {
    const { rows } = await pool.query<KnownTenant>(`${all} where t.id::text = lower($1) or t.name = $1`, [wanted]);
    const [found] = rows;
    if (!found) throw new CliError(`There is no tenant '${wanted}'.`);
    if (rows.length > 1) throw new CliError(`${rows.length} tenants have the name '${wanted}': give the id.`);
    return found;
  });
}
