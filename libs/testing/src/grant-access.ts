import type { RowScope } from '@kairos/contracts';
import type { TestDatabase } from './test-database.ts';
import type { TokenFacts } from './test-issuer.ts';

/** Puts a membership's access into the projection of one service, as identity's events would. */
export async function grantAccess(database: TestDatabase, service: string, facts: TokenFacts, permissions: string[], rowScope: RowScope = { plants: 'all' }): Promise<void> {
  await database.admin.query(
    `insert into ${service}.membership_access values ($1, $2, $3, true, '{}', $4, $5, $6)
     on conflict (membership_id) do update set permissions = excluded.permissions, row_scope = excluded.row_scope, authz_version = excluded.authz_version`,
    [facts.membershipId, facts.tenantId, facts.userId, permissions, JSON.stringify(rowScope), facts.authzVersion],
  );
  await database.admin.query(`insert into ${service}.known_tenant values ($1) on conflict do nothing`, [facts.tenantId]);
  await database.admin.query(`insert into ${service}.access_beat values (true, now()) on conflict (singleton) do update set beat_at = now()`);
}
