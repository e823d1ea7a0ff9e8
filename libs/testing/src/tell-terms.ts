import { effectiveSettings, limitsOfPlan, type TenantTerms } from '@kairos/contracts';
import type { TestDatabase } from './test-database.ts';

let version = 0;

/** Puts a tenant's terms into the projection of one service, as identity's events would; what is not named is as in a tenant without limits. */
export async function tellTerms(database: TestDatabase, service: string, tenantId: string, changes: Partial<TenantTerms>): Promise<void> {
  const plan = changes.plan ?? 'Enterprise';
  const terms: TenantTerms = {
    status: 'Active', plan, planEndsOn: null, readOnlyFrom: null, closedFrom: null, limits: limitsOfPlan[plan], features: [], timeZone: 'Europe/Rome', locale: 'en',
    settings: effectiveSettings({}, {}), ...changes,
  };
  version += 1;
  await database.admin.query(
    `insert into ${service}.tenant_terms (tenant_id, status, plan, read_only_from, closed_from, limits, features, time_zone, locale, settings, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (tenant_id) do update set status = excluded.status, plan = excluded.plan, read_only_from = excluded.read_only_from, closed_from = excluded.closed_from,
       limits = excluded.limits, features = excluded.features, settings = excluded.settings, version = excluded.version`,
    [tenantId, terms.status, plan, terms.readOnlyFrom, terms.closedFrom, terms.limits, terms.features, terms.timeZone, terms.locale, terms.settings, version],
  );
}
