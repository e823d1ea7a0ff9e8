import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { InvitationPage, InvitationView, ListInvitationsQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { InvitationNotFound } from './invitation.errors.ts';

type Row = {
  id: string; email: string; display_name: string | null; role_ids: string[]; row_scope: InvitationView['rowScope']; locale: string; status: string; invited_by: string; accepted_by: string | null;
  expires_at: string; version: number; created_at: string; updated_at: string;
};

const Position = z.tuple([z.string(), z.uuid()]);
const select = `select i.id, i.email, i.display_name, i.role_ids, i.row_scope, i.locale, i.invited_by, i.accepted_by, i.expires_at, i.version, i.created_at, i.updated_at,
    case when i.status = 'pending' and i.expires_at <= now() then 'expired' else i.status end as status
  from invitation i`;

@Injectable()
export class InvitationsQueries {
  constructor(private readonly em: EntityManager) {}

  async read(invitationId: string): Promise<InvitationView> {
    const [row] = await tenantQuery<Row>(this.em, `${select} where i.id = $1`, [invitationId]);
    if (!row) throw new InvitationNotFound();
    return view(row);
  }

  async list({ status, limit, cursor }: ListInvitationsQuery): Promise<InvitationPage> {
    const [after, afterId] = cursor ? decodeCursor(cursor, Position) : [null, null];
    const rows = await tenantQuery<Row>(
      this.em,
      `select * from (${select}) i
             where ($1::text is null or i.status = $1) and ($2::text is null or (i.email, i.id) > ($2, $3::uuid))
             order by i.email, i.id limit $4`,
      [status ?? null, after, afterId, limit + 1],
    );
    return toPage(rows, limit, view, (row) => [row.email, row.id]);
  }
}

function view(row: Row): InvitationView {
  return {
    id: row.id, email: row.email, displayName: row.display_name, roleIds: row.role_ids, rowScope: row.row_scope, locale: row.locale, status: row.status, invitedBy: row.invited_by,
    acceptedBy: row.accepted_by, expiresAt: toInstant(row.expires_at), version: row.version, createdAt: toInstant(row.created_at), updatedAt: toInstant(row.updated_at),
  } as InvitationView;
}
