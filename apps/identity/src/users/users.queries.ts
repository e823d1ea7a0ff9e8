import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { ListUsersQuery, RowScope, UserPage, UserView } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { UserNotFound } from './user.errors.ts';

type Row = {
  id: string; membership_id: string; email: string; display_name: string; active: boolean; roles: UserView['roles']; row_scope: RowScope;
  role_override: boolean; external_issuers: string[]; password_change_required: boolean; last_signed_in_at: string | null; version: number; locked_until: string | null; email_verified_at: string | null; created_at: string; updated_at: string;
};

const Position = z.tuple([z.string()]);
const select = `select u.id, m.id as membership_id, u.email, u.display_name, m.active, m.row_scope, m.role_override, u.password_change_required, u.last_signed_in_at,
    u.locked_until, u.email_verified_at, m.version, m.created_at, m.updated_at,
    coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'origin', r.origin, 'name', r.name) order by r.origin, r.name)
              from role r where r.id = any(m.role_ids)), '[]') as roles,
    array(select e.issuer from external_identity e where e.user_id = m.user_id order by 1) as external_issuers
  from membership m join tenant_user u on u.id = m.user_id`;

@Injectable()
export class UsersQueries {
  constructor(private readonly em: EntityManager) {}

  async read(userId: string): Promise<UserView> {
    const [row] = await tenantQuery<Row>(this.em, `${select} where m.user_id = $1`, [userId]);
    if (!row) throw new UserNotFound();
    return view(row);
  }

  async list({ text, active, limit, cursor }: ListUsersQuery): Promise<UserPage> {
    const after = cursor ? decodeCursor(cursor, Position)[0] : null;
    const rows = await tenantQuery<Row>(
      this.em,
      `${select}
             where ($1::text is null or u.email ilike $1 or u.display_name ilike $1) and ($2::boolean is null or m.active = $2)
               and ($3::text is null or u.email > $3)
             order by u.email limit $4`,
      [text ? `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%` : null, active ?? null, after, limit + 1],
    );
    return toPage(rows, limit, view, (row) => [row.email]);
  }
}

function view(row: Row): UserView {
  return {
    id: row.id, membershipId: row.membership_id, email: row.email, displayName: row.display_name, active: row.active, roles: row.roles,
    rowScope: row.row_scope, roleOverride: row.role_override, externalIssuers: row.external_issuers, passwordChangeRequired: row.password_change_required, lastSignedInAt: row.last_signed_in_at === null ? null : toInstant(row.last_signed_in_at),
    emailVerified: row.email_verified_at !== null, lockedUntil: row.locked_until === null ? null : toInstant(row.locked_until),
    version: row.version, createdAt: toInstant(row.created_at), updatedAt: toInstant(row.updated_at),
  } as UserView;
}
