import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import type { ListNotificationsQuery, NotificationPage, NotificationView, UnreadCount } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { NotificationNotFound } from './notification.errors.ts';

const columns = `id, type, priority, template, template_version as "templateVersion", title, body, plant_id as "plantId",
  case when subject_id is null then null else jsonb_build_object('kind', subject_kind, 'id', subject_id) end as subject, raised_at as "raisedAt", read_at as "readAt"`;
/** One's own; of a plant only while one reaches it. */
export const ownInScope = 'user_id = $1 and (plant_id is null or $2::uuid[] is null or plant_id = any($2))';
const Position = z.tuple([z.uuid()]);

@Injectable()
export class NotificationsQueries {
  constructor(private readonly em: EntityManager) {}

  async read(notificationId: string, actor: Actor): Promise<NotificationView> {
    const [row] = await tenantQuery<NotificationView>(this.em, `select ${columns} from notification where ${ownInScope} and id = $3`, [actor.userId, plantScope(actor), notificationId]);
    if (!row) throw new NotificationNotFound();
    return viewOf(row);
  }

  /** One page, the newest first: the cursor holds the id of the last row shown. */
  async list({ unread, type, priority, plantId, cursor, limit }: ListNotificationsQuery, actor: Actor): Promise<NotificationPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const values: unknown[] = [actor.userId, plantScope(actor), limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      ownInScope,
      ...(unread ? [`read_at is ${unread === 'true' ? '' : 'not '}null`] : []),
      ...(type ? [`type = ${place(type)}`] : []),
      ...(priority ? [`priority = ${place(priority)}`] : []),
      ...(plantId ? [`plant_id = ${place(plantId)}`] : []),
      ...(after ? [`id < ${place(after[0])}::uuid`] : []),
    ];
    const rows = await tenantQuery<NotificationView>(this.em, `select ${columns} from notification where ${conditions.join(' and ')} order by id desc limit $3`, values);
    return toPage(rows, limit, viewOf, ({ id }) => [id]);
  }

  async unreadCount(actor: Actor): Promise<UnreadCount> {
    const [counted] = await tenantQuery<UnreadCount>(
      this.em, `select count(*)::int as unread, count(*) filter (where priority = 'high')::int as high from notification where ${ownInScope} and read_at is null`, [actor.userId, plantScope(actor)],
    );
    return counted ?? { unread: 0, high: 0 };
  }
}

function viewOf(row: NotificationView): NotificationView {
  return { ...row, raisedAt: toInstant(row.raisedAt), readAt: row.readAt && toInstant(row.readAt) };
}
