import type { EntityManager } from '@mikro-orm/postgresql';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import type { RowScope, TenantStanding } from '@kairos/contracts';
import { AccessSource, type Access } from './access-source.ts';
import type { AccessClaims } from './claims.ts';
import { narrowAccess, type KeyAccess } from './narrow-access.calc.ts';
import { tenantStandingSql } from './tenant-standing.ts';

const staleAfterMs = 60_000;
type Row = { active: boolean; permissions: string[]; row_scope: RowScope; authz_version: number; session_revoked: boolean; beat_at: string | null; api_key: (KeyAccess & { authzVersion: number }) | null; tenant: TenantStanding | null };

/** Answers from the service's own projection, and from identity when that is older than a minute or than the token. */
export class ProjectedAccessSource extends AccessSource {
  constructor(
    private readonly em: EntityManager,
    private readonly fallback: AccessSource,
  ) {
    super();
  }

  override async find(claims: AccessClaims, token: string): Promise<Access | undefined> {
    const row = await this.read(claims);
    const fresh = row?.beat_at && Date.now() - Date.parse(row.beat_at) < staleAfterMs && row.authz_version >= claims.azv && (!claims.key || (row.api_key && row.api_key.authzVersion >= claims.key.azv));
    if (!row || !fresh) return this.fallback.find(claims, token);
    const access = { active: row.active, permissions: row.permissions, rowScope: row.row_scope, authzVersion: row.authz_version, sessionRevoked: row.session_revoked, tenant: row.tenant };
    return claims.key ? { ...narrowAccess(access, row.api_key ?? undefined), ...(row.api_key ? { keyVersion: row.api_key.authzVersion } : {}) } : access;
  }

  private async read(claims: AccessClaims): Promise<Row | undefined> {
    const rows = await runAsTenant(this.em, claims.tid, () =>
      tenantQuery<Row>(
        this.em,
        `select active, permissions, row_scope, authz_version,
           exists (select 1 from revoked_session where session_id = $2) as session_revoked,
           (select beat_at from access_beat) as beat_at,
           (select jsonb_build_object('active', k.active and k.expires_at > now(), 'scopes', k.scopes, 'rowScope', k.row_scope, 'authzVersion', k.authz_version)
            from api_key_access k where k.api_key_id = $3 and k.membership_id = m.membership_id) as api_key,
           ${tenantStandingSql} as tenant
         from membership_access m where membership_id = $1`,
        [claims.mid, claims.sid, claims.key?.id ?? null],
      ),
    );
    return rows[0];
  }
}
