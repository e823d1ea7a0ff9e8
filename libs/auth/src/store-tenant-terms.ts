import type { EntityManager } from '@mikro-orm/postgresql';
import type { TenantTerms } from '@kairos/contracts';

/** Keeps the terms of a tenant for its requests and for the database's own checks; older ones change nothing. */
export async function storeTenantTerms(em: EntityManager, tenantId: string, terms: TenantTerms, version: number): Promise<void> {
  await em.execute(
    `insert into tenant_terms (tenant_id, status, plan, read_only_from, closed_from, limits, features, time_zone, locale, settings, version)
     values (?, ?, ?, ?, ?, ?::jsonb, array(select jsonb_array_elements_text(?::jsonb)), ?, ?, ?::jsonb, ?)
     on conflict (tenant_id) do update set status = excluded.status, plan = excluded.plan, read_only_from = excluded.read_only_from,
       closed_from = excluded.closed_from, limits = excluded.limits, features = excluded.features, time_zone = excluded.time_zone,
       locale = excluded.locale, settings = excluded.settings, version = excluded.version
     where tenant_terms.version <= excluded.version`,
    [
      tenantId, terms.status, terms.plan, terms.readOnlyFrom, terms.closedFrom, JSON.stringify(terms.limits), JSON.stringify(terms.features), terms.timeZone,
      terms.locale, JSON.stringify(terms.settings), version,
    ],
  );
}
