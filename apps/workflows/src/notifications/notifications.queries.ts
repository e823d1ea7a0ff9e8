import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '@kairos/auth';
import type { ListNotificationsQuery, NotificationPage, NotificationView, UnreadCount } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { NotificationNotFound } from './notification.errors.ts';
import { ownAndSeen, ownAndSeenOf } from './own-notifications.sql.ts';

const columns = `n.id, n.type, n.priority, n.template, n.template_version as "templateVersion", n.title, n.body, n.plant_id as "plantId",
  case when n.subject_id is null then null else jsonb_build_object('kind', n.subject_kind, 'id', n.subject_id) end as subject, n.link, n.instead_of as "insteadOf", n.raised_at as "raisedAt", n.read_at as "readAt",
  n.mail_due_at as "mailDueAt", case when n.mail_due_at is null then null else coalesce(m.status, case when n.mail_id is null then 'waiting' else 'requested' end) end as "mailStatus", m.failure as "mailFailure"`;
const from = 'from notification n left join notification_mail m on m.tenant_id = n.tenant_id and m.id = n.mail_id';
type Row = Omit<NotificationView, 'mail'> & { mailDueAt: string | null; mailStatus: NonNullable<NotificationView['mail']>['status'] | null; mailFailure: string | null };
const Position = z.tuple([z.uuid()]);

@Injectable()
export class NotificationsQueries {
  constructor(private readonly em: EntityManager) {}

  async read(notificationId: string, actor: Actor): Promise<NotificationView> {
    const [row] = await tenantQuery<Row>(this.em, `select ${columns} ${from} where ${ownAndSeen} and n.id = $4`, [...ownAndSeenOf(actor), notificationId]);
    if (!row) throw new NotificationNotFound();
    return viewOf(row);
  }

  /** One page, the newest first: the cursor holds the id of the last row shown. */
  async list({ unread, type, priority, plantId, cursor, limit }: ListNotificationsQuery, actor: Actor): Promise<NotificationPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const values: unknown[] = [...ownAndSeenOf(actor), limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      ownAndSeen,
      ...(unread ? [`n.read_at is ${unread === 'true' ? '' : 'not '}null`] : []),
      ...(type ? [`n.type = ${place(type)}`] : []),
      ...(priority ? [`n.priority = ${place(priority)}`] : []),
      ...(plantId ? [`n.plant_id = ${place(plantId)}`] : []),
      ...(after ? [`n.id < ${place(after[0])}::uuid`] : []),
    ];
    const rows = await tenantQuery<Row>(this.em, `select ${columns} ${from} where ${conditions.join(' and ')} order by n.id desc limit $4`, values);
    return toPage(rows, limit, viewOf, ({ id }) => [id]);
  }

  async unreadCount(actor: Actor): Promise<UnreadCount> {
    const [counted] = await tenantQuery<UnreadCount>(
      this.em, `select count(*)::int as unread, count(*) filter (where priority = 'high')::int as high from notification n where ${ownAndSeen} and read_at is null`, ownAndSeenOf(actor),
    );
    return counted ?? { unread: 0, high: 0 };
  }
}

function viewOf({ mailDueAt, mailStatus, mailFailure, ...row }: Row): NotificationView {
  const mail = mailDueAt && mailStatus ? { status: mailStatus, dueAt: toInstant(mailDueAt), failure: mailFailure } : null;
  return { ...row, raisedAt: toInstant(row.raisedAt), readAt: row.readAt && toInstant(row.readAt), mail };
}
