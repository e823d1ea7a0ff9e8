import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { narrowAccess, tenantStandingSql, type Access } from '@kairos/auth';
import type { RowScope, TenantStanding } from '@kairos/contracts';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { jobSessionOf } from '../keys/access-tokens.ts';
import { standingFor } from './flatten-grants.calc.ts';

type Row = { active: boolean; row_scope: RowScope; authz_version: number; grants: string[]; session_live: boolean; key_scopes: string[] | null; key_row_scope: RowScope | null; tenant: TenantStanding | null };
type Subject = { tenantId: string; membershipId: string; sessionId: string; actingService: string | null; apiKeyId?: string };

@Injectable()
export class AccessQueries {
  constructor(private readonly em: EntityManager) {}

  /** What stands in the tables right now; undefined when there is no such membership. */
  async find({ tenantId, membershipId, sessionId, actingService, apiKeyId }: Subject): Promise<Access | undefined> {
    const [row] = await runAsTenant(this.em, tenantId, () =>
      tenantQuery<Row>(
        this.em,
        `select m.active, m.row_scope, m.authz_version,
           array(select jsonb_array_elements_text(r.permissions -> 'grants') from role r where r.id = any(m.role_ids)) as grants,
           exists (select from session s where s.id = $2 and s.membership_id = m.id and s.ended_at is null and s.expires_at > now()) as session_live,
           k.scopes as key_scopes, k.row_scope as key_row_scope,
           ${tenantStandingSql} as tenant
         from membership m
         left join api_key k on k.id = $3 and k.membership_id = m.id and k.revoked_at is null and k.expires_at > now()
         where m.id = $1`,
        [membershipId, sessionId, apiKeyId ?? null],
      ),
    );
    if (!row) return undefined;
    // A key is used without a session: it is live for as long as it stands.
    const live = row.session_live || sessionId === apiKeyId || (actingService !== null && sessionId === jobSessionOf(membershipId));
    const access = { active: row.active, permissions: standingFor(row.grants), rowScope: row.row_scope, authzVersion: row.authz_version, sessionRevoked: !live, tenant: row.tenant };
    if (!apiKeyId) return access;
    return narrowAccess(access, row.key_scopes && row.key_row_scope ? { active: true, scopes: row.key_scopes, rowScope: row.key_row_scope } : undefined);
  }
}
