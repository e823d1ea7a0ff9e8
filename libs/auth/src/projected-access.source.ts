import type { EntityManager } from '@mikro-orm/postgresql';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import type { RowScope } from '@kairos/contracts';
import { AccessSource, type Access } from './access-source.ts';
import type { AccessClaims } from './claims.ts';

const staleAfterMs = 60_000;
type Row = { active: boolean; permissions: string[]; row_scope: RowScope; authz_version: number; session_revoked: boolean; beat_at: string | null };

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
    const fresh = row?.beat_at && Date.now() - Date.parse(row.beat_at) < staleAfterMs && row.authz_version >= claims.azv;
    if (!row || !fresh) return this.fallback.find(claims, token);
    return { active: row.active, permissions: row.permissions, rowScope: row.row_scope, authzVersion: row.authz_version, sessionRevoked: row.session_revoked };
  }

  private async read(claims: AccessClaims): Promise<Row | undefined> {
    const rows = await runAsTenant(this.em, claims.tid, () =>
      tenantQuery<Row>(
        this.em,
        `select active, permissions, row_scope, authz_version,
           exists (select 1 from revoked_session where session_id = $2) as session_revoked,
           (select beat_at from access_beat) as beat_at
         from membership_access where membership_id = $1`,
        [claims.mid, claims.sid],
      ),
    );
    return rows[0];
  }
}
