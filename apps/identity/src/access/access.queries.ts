import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Access } from '@kairos/auth';
import type { RowScope } from '@kairos/contracts';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { jobSessionOf } from '../keys/access-tokens.ts';
import { flattenGrants } from './flatten-grants.calc.ts';

type Row = { active: boolean; row_scope: RowScope; authz_version: number; grants: string[]; session_live: boolean };
type Subject = { tenantId: string; membershipId: string; sessionId: string; actingService: string | null };

@Injectable()
export class AccessQueries {
  constructor(private readonly em: EntityManager) {}

  /** What stands in the tables right now; undefined when there is no such membership. */
  async find({ tenantId, membershipId, sessionId, actingService }: Subject): Promise<Access | undefined> {
    const [row] = await runAsTenant(this.em, tenantId, () =>
      tenantQuery<Row>(
        this.em,
        `select m.active, m.row_scope, m.authz_version,
           array(select jsonb_array_elements_text(r.permissions -> 'grants') from role r where r.id = any(m.role_ids)) as grants,
           exists (select from session s where s.id = $2 and s.membership_id = m.id and s.ended_at is null and s.expires_at > now()) as session_live
         from membership m where m.id = $1`,
        [membershipId, sessionId],
      ),
    );
    if (!row) return undefined;
    const live = row.session_live || (actingService !== null && sessionId === jobSessionOf(membershipId));
    return { active: row.active, permissions: flattenGrants(row.grants), rowScope: row.row_scope, authzVersion: row.authz_version, sessionRevoked: !live };
  }
}
