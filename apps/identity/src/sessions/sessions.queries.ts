import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { MemberSessionList, OwnSessionList, SessionView } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { UserNotFound } from '../users/user.errors.ts';
import { deviceOf } from './device.calc.ts';

type Row = { id: string; address: string | null; user_agent: string | null; methods: string[]; started_at: string | Date; last_seen_at: string | Date; expires_at: string | Date };
type OwnRow = Row & { tenant_id: string; tenant_name: string };

@Injectable()
export class SessionsQueries {
  constructor(private readonly em: EntityManager) {}

  /** The caller's sessions in every tenant they may see, the one seen last on top. */
  async own(actor: Actor): Promise<OwnSessionList> {
    const rows = (await this.em.fork().execute<OwnRow[]>('select * from live_sessions_of_user(?)', [actor.userId])).filter((row) => !actor.confined || row.tenant_id === actor.tenantId);
    return { items: rows.map((row) => ({ ...view(row), tenant: { id: row.tenant_id, name: row.tenant_name }, current: row.id === actor.sessionId })) } as OwnSessionList;
  }

  /** The sessions that a member has in the caller's tenant; those of other tenants are not its business. */
  async ofMember(userId: string): Promise<MemberSessionList> {
    const [member] = await tenantQuery<{ id: string }>(this.em, 'select id from membership where user_id = $1', [userId]);
    if (!member) throw new UserNotFound();
    const rows = await tenantQuery<Row>(
      this.em,
      `select id, address, user_agent, methods, started_at, last_seen_at, expires_at from session
       where membership_id = $1 and ended_at is null and expires_at > now() order by last_seen_at desc, id`,
      [member.id],
    );
    return { items: rows.map(view) };
  }
}

function view(row: Row): SessionView {
  return {
    id: row.id, device: deviceOf(row.user_agent), address: row.address, methods: row.methods,
    startedAt: toInstant(row.started_at), lastSeenAt: toInstant(row.last_seen_at), expiresAt: toInstant(row.expires_at),
  } as SessionView;
}
