import { z } from 'zod';
import { NotificationId, PlantId, UserId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant } from '../primitives.ts';
import { NotificationPriority, NotificationState, NotificationType } from './notification.ts';

export const notificationMailStatuses = ['waiting', 'requested', 'delivered', 'failed'] as const;

/** A notification as its reader sees it. */
export const NotificationView = NotificationState.omit({ notificationId: true, userId: true }).extend({
  id: NotificationId,
  link: z.string().nullable(),
  insteadOf: UserId.nullable(),
  readAt: Instant.nullable(),
  /** What became of it by mail; null for what is not mailed. `failure` says why it was given up. */
  mail: z.object({ status: z.enum(notificationMailStatuses), dueAt: Instant, failure: z.string().nullable() }).nullable(),
});
export type NotificationView = z.infer<typeof NotificationView>;

/** The newest first. */
export const ListNotificationsQuery = PageQuery.extend({
  unread: z.enum(['true', 'false']).optional(),
  type: NotificationType.optional(),
  priority: NotificationPriority.optional(),
  plantId: PlantId.optional(),
}).strict();
export type ListNotificationsQuery = z.infer<typeof ListNotificationsQuery>;
export const NotificationPage = pageOf(NotificationView);
export type NotificationPage = z.infer<typeof NotificationPage>;

/** How many one has not read; `high` of them are of high priority. */
export const UnreadCount = z.object({ unread: z.int().nonnegative(), high: z.int().nonnegative() });
export type UnreadCount = z.infer<typeof UnreadCount>;

export const ReadAllResult = z.object({ read: z.int().nonnegative() });
export type ReadAllResult = z.infer<typeof ReadAllResult>;
