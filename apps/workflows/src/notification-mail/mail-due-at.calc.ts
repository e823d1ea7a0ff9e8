import { notificationPriorities, digestDays, type NotificationPreferences, type NotificationPriority, type NotificationType } from '@kairos/contracts';
import { addDays, weekdayOf } from '../obligations/plain-date.calc.ts';
import { clockIn, instantIn } from './zoned-time.calc.ts';

/** `dueOn` is the day on which what it tells of falls due. */
export type Raised = { type: NotificationType; priority: NotificationPriority; raisedAt: Date; dueOn?: string | null };

/**
 * When a notification is to be mailed to somebody who wants it so; null for one they want on the web alone. What would fall due before the
 * digest comes does not wait for it.
 *
 * @param tenantTimeZone for whoever chose none
 */
export function mailDueAt({ type, priority, raisedAt, dueOn }: Raised, { mail, quietHours, timeZone }: NotificationPreferences, tenantTimeZone: string): Date | null {
  if (!mail.types.includes(type) || notificationPriorities.indexOf(priority) > notificationPriorities.indexOf(mail.minimumPriority)) return null;
  if (priority === 'high' && mail.urgentAtOnce) return raisedAt;
  const zone = timeZone ?? tenantTimeZone;
  const digestAt = mail.cadence === 'atOnce' ? raisedAt : nextDigest(raisedAt, mail, zone);
  const tooLate = dueOn && clockIn(zone, raisedAt).date <= dueOn && clockIn(zone, digestAt).date > dueOn;
  const dueAt = tooLate ? raisedAt : digestAt;
  return quietHours ? afterQuietHours(dueAt, quietHours, zone) : dueAt;
}

/** The next time of the digest after an instant; of a weekly one on its weekday. */
function nextDigest(after: Date, { cadence, digestAt, digestOn }: NotificationPreferences['mail'], zone: string): Date {
  const { date } = clockIn(zone, after);
  for (let day = date; ; day = addDays(day, 1)) {
    const at = instantIn(zone, day, digestAt);
    // Sunday is 0 to a date, and last among the days of a digest.
    if (at > after && (cadence === 'daily' || digestDays[(weekdayOf(day) + 6) % 7] === digestOn)) return at;
  }
}

/** The instant itself, or the end of the quiet hours it lies in. Equal times are no quiet hours at all. */
function afterQuietHours(instant: Date, { from, to }: { from: string; to: string }, zone: string): Date {
  const { date, time } = clockIn(zone, instant);
  const overnight = from > to;
  const quiet = overnight ? time >= from || time < to : time >= from && time < to;
  if (!quiet) return instant;
  return instantIn(zone, overnight && time >= from ? addDays(date, 1) : date, to);
}
