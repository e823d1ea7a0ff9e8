import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { NotificationSubject, NotificationTemplateCode } from '@kairos/contracts';
import { currentTenantId, executeInTransaction, tenantQuery } from '@kairos/tenancy';
import type { Notice } from '../notifications/notifications.repository.ts';

/** How many of one kind somebody was not told of in an hour. */
export type Untold = { toldIn: Date; template: NotificationTemplateCode; subjectKind: NotificationSubject['kind'] | null; plantId: string | null; insteadOf: string | null; count: number };

/** Counts what nobody is told of one by one, in the ambient transaction. */
@Injectable()
export class UntoldNotificationsRepository {
  constructor(private readonly em: EntityManager) {}

  async count(notices: readonly Notice[], at: Date): Promise<void> {
    const rows = notices.flatMap(({ template, subject, plantId, insteadOf = null, userIds }) => userIds.map((userId) => ({ user_id: userId, template, subject_kind: subject?.kind ?? null, plant_id: plantId, instead_of: insteadOf })));
    await executeInTransaction(
      this.em,
      `insert into untold_notification (tenant_id, user_id, told_in, template, subject_kind, plant_id, instead_of, count)
       select $1::uuid, u.user_id, date_trunc('hour', $2::timestamptz), u.template, u.subject_kind, u.plant_id, u.instead_of, count(*)
       from jsonb_to_recordset($3::jsonb) as u (user_id uuid, template text, subject_kind text, plant_id uuid, instead_of uuid) group by 1, 2, 3, 4, 5, 6, 7
       on conflict (tenant_id, user_id, told_in, template, subject_kind, plant_id, instead_of) do update set count = untold_notification.count + excluded.count`,
      [currentTenantId(), at.toISOString(), JSON.stringify(rows)],
    );
  }

  /** Whom there is something to tell of hours that are over. */
  async readers(now: Date): Promise<string[]> {
    const rows = await tenantQuery<{ userId: string }>(this.em, `select distinct user_id as "userId" from untold_notification where told_in < date_trunc('hour', $1::timestamptz)`, [now]);
    return rows.map(({ userId }) => userId);
  }

  /** What somebody was not told of in hours that are over, the first hour first; it is forgotten with the commit. */
  async take(userId: string, now: Date): Promise<Untold[]> {
    const rows = await tenantQuery<Untold>(
      this.em,
      `with taken as (delete from untold_notification where user_id = $1 and told_in < date_trunc('hour', $2::timestamptz) returning *)
       select told_in as "toldIn", template, subject_kind as "subjectKind", plant_id as "plantId", instead_of as "insteadOf", count from taken order by told_in, template`,
      [userId, now],
    );
    return rows.map((row) => ({ ...row, toldIn: new Date(row.toldIn) }));
  }
}
