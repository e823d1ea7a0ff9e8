import { z } from 'zod';
import { TimeZone } from '../identity/tenant.ts';
import { NotificationPriority, NotificationType, notificationTypes } from './notification.ts';

/** A time of day in somebody's zone, `07:30`. */
export const DayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 07:30');
export type DayTime = z.infer<typeof DayTime>;

export const digestDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const DigestDay = z.enum(digestDays);
export type DigestDay = z.infer<typeof DigestDay>;

/** How often somebody is mailed: when something is raised, or once a day or week what came since. */
export const mailCadences = ['atOnce', 'daily', 'weekly'] as const;

/**
 * How somebody wants to be notified besides on the web, where every notification is shown. `urgentAtOnce`: what is of high priority waits
 * neither for a digest nor for the end of quiet hours.
 */
export const NotificationPreferences = z.strictObject({
  mail: z.strictObject({
    types: z.array(NotificationType).max(notificationTypes.length),
    minimumPriority: NotificationPriority,
    cadence: z.enum(mailCadences),
    digestAt: DayTime,
    /** Of a weekly digest. */
    digestOn: DigestDay,
    urgentAtOnce: z.boolean(),
  }),
  /** In these no mail is sent; what came is sent at their end. `to` may lie on the day after. */
  quietHours: z.strictObject({ from: DayTime, to: DayTime }).nullable(),
  /** Null: that of the tenant. */
  timeZone: TimeZone.nullable(),
});
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

/** Of whoever never chose: what matters, by mail, in waking hours. */
export const usualPreferences: NotificationPreferences = {
  mail: { types: [...notificationTypes], minimumPriority: 'medium', cadence: 'atOnce', digestAt: '07:00', digestOn: 'monday', urgentAtOnce: false },
  quietHours: { from: '20:00', to: '07:00' },
  timeZone: null,
};

/** Version 0 is that of somebody who never chose. */
export const NotificationPreferencesView = NotificationPreferences.extend({ version: z.int().nonnegative() });
export type NotificationPreferencesView = z.infer<typeof NotificationPreferencesView>;
