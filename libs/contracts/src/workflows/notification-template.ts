import { z } from 'zod';
import { NotificationPriority, NotificationTemplateCode, NotificationText, NotificationType } from './notification.ts';

/**
 * What stands in a place of a template: `text` as it is, `localText` in the reader's language, `date` as a day written out, `dateOrNone` such
 * a day or that there is none, `instant` a day and time in the tenant's zone, `days` how many days from today (`tomorrow`, `in 7 days`, `3 days ago`),
 * `count` a whole number, `kinds` what there are several of and how many of each (`5 × Licence fee, 2 × Survey`).
 */
export const notificationParameterKinds = ['text', 'localText', 'date', 'dateOrNone', 'instant', 'days', 'count', 'kinds'] as const;
export const NotificationParameter = z.strictObject({ name: z.string().regex(/^[a-z][A-Za-z]*$/), kind: z.enum(notificationParameterKinds) });
export type NotificationParameter = z.infer<typeof NotificationParameter>;

/** Words with places for values, `{plantName}`. A version that was released never changes: other words are another version. */
export const NotificationTemplate = z.strictObject({
  code: NotificationTemplateCode,
  version: z.int().positive(),
  type: NotificationType,
  /** Of a notification that has no reason for another. */
  priority: NotificationPriority,
  parameters: z.array(NotificationParameter).min(1).max(10),
  title: NotificationText,
  body: NotificationText,
});
export type NotificationTemplate = z.infer<typeof NotificationTemplate>;

export const NotificationTemplateList = z.object({ items: z.array(NotificationTemplate) });
export type NotificationTemplateList = z.infer<typeof NotificationTemplateList>;
