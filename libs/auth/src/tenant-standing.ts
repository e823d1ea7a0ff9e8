import type { TenantStanding, TenantStatus } from '@kairos/contracts';
import { DomainError } from '@kairos/http';

/** As SQL: the standing of the current tenant as one JSON value, or null while nothing is known of it. */
export const tenantStandingSql = `(select json_build_object('status', status, 'limits', limits, 'features', features,
    'readOnlyFrom', to_char(read_only_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'closedFrom', to_char(closed_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from tenant_terms where tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`;

const why: Record<TenantStatus, { code: string; is: string }> = {
  Suspended: { code: 'tenant-suspended', is: 'is suspended' },
  Cancelled: { code: 'tenant-cancelled', is: 'is cancelled' },
  Trial: { code: 'tenant-expired', is: 'has come to the end of its trial' },
  Active: { code: 'tenant-expired', is: 'has come to the end of its plan' },
};

/** What a tenant's standing stops: everything once it is closed, changes while it is suspended, expired or cancelled. */
export function stoppedByTenant({ readOnlyFrom, closedFrom }: Pick<TenantStanding, 'readOnlyFrom' | 'closedFrom'>, changes: boolean, now = Date.now()): 'tenant-closed' | 'tenant-read-only' | undefined {
  if (closedFrom && Date.parse(closedFrom) <= now) return 'tenant-closed';
  return changes && readOnlyFrom && Date.parse(readOnlyFrom) <= now ? 'tenant-read-only' : undefined;
}

/** Stops what would change something of a tenant that is suspended, expired or cancelled, and everything once it is closed. */
export function demandStanding(standing: TenantStanding, changes: boolean, now = Date.now()): void {
  const { code, is } = why[standing.status];
  const stopped = stoppedByTenant(standing, changes, now);
  if (stopped === 'tenant-closed') throw new DomainError('forbidden', code, `This tenant ${is}, and the time to export its records is over.`);
  if (stopped) throw new DomainError('forbidden', code, `This tenant ${is}: its records can be read and exported, not changed.`);
}
