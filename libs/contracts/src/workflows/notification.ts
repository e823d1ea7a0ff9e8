import { z } from 'zod';
import { NotificationId, PlantId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';

export const notificationTypes = ['deadline', 'task', 'system', 'integration', 'workflow', 'document', 'maintenance', 'alert'] as const;
export const NotificationType = z.enum(notificationTypes);
export type NotificationType = z.infer<typeof NotificationType>;

/** The most important first. */
export const notificationPriorities = ['high', 'medium', 'low'] as const;
export const NotificationPriority = z.enum(notificationPriorities);
export type NotificationPriority = z.infer<typeof NotificationPriority>;

export const notificationTemplateCodes = [
  'task_assigned', 'task_deadline_urgent', 'task_deadline_reminder', 'workflow_completed', 'workflow_blocked', 'document_expiring',
  'document_uploaded', 'system_maintenance', 'integration_error', 'maintenance_scheduled', 'compliance_alert',
  'deadline_overdue', 'many_due', 'task_mention', 'escalated', 'many_below_compliance', 'many_more', 'document_damaged', 'many_damaged', 'channel_test',
] as const;
export const NotificationTemplateCode = z.enum(notificationTemplateCodes);
export type NotificationTemplateCode = z.infer<typeof NotificationTemplateCode>;

export const notificationSubjectKinds = ['deadline', 'task', 'workflow', 'document', 'maintenance', 'importJob', 'plant'] as const;
/** The record a notification is about; its kind as text, for the same reason as that of a template. */
export const NotificationSubject = z.object({ kind: z.string(), id: z.uuid() });
export type NotificationSubject = { kind: (typeof notificationSubjectKinds)[number]; id: string };

/** What somebody reads, in the languages of the product. */
export const NotificationText = z.object({ en: z.string().max(2000), it: z.string().max(2000) });
export type NotificationText = z.infer<typeof NotificationText>;

/** A notification as it was raised: words, whom it is for, what it is about. */
export const NotificationState = z.object({
  notificationId: NotificationId,
  userId: UserId,
  type: NotificationType,
  priority: NotificationPriority,
  /** The code of a template, as text: the list of them grows, and what is published does not change by it. */
  template: z.string(),
  templateVersion: z.int().positive(),
  title: NotificationText,
  body: NotificationText,
  /** Null for what is about no plant. */
  plantId: PlantId.nullable(),
  subject: NotificationSubject.nullable(),
  /** Where the record, or each of several, is read: a path of the API. */
  link: z.string().nullable().optional(),
  /** Who is away and was told the same, when it is told to their delegate. */
  insteadOf: UserId.nullable().optional(),
  raisedAt: Instant,
});
export type NotificationState = z.infer<typeof NotificationState>;
