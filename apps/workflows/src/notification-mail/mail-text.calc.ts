import { notificationPriorities, type NotificationPriority, type NotificationText } from '@kairos/contracts';
import type { MailText } from './notification-mail.entity.ts';

export type Told = { priority: NotificationPriority; title: NotificationText; body: NotificationText };

/** A mail that nobody reads to its end helps nobody: the rest is on the web. */
const mostTold = 50;

/** The words of a mail about notifications: of one alone its own, of several how many and each of them, the most important first. */
export function mailText(told: readonly [Told, ...Told[]]): MailText {
  const [only] = told;
  if (told.length === 1) return { subject: only.title, paragraphs: [only.body] };
  const byPriority = [...told].sort((a, b) => notificationPriorities.indexOf(a.priority) - notificationPriorities.indexOf(b.priority));
  const more = told.length - mostTold;
  return {
    subject: { en: `${told.length} notifications`, it: `${told.length} notifiche` },
    paragraphs: [...byPriority.slice(0, mostTold).map(({ body }) => body), ...(more > 0 ? [{ en: `And ${more} more.`, it: `E altre ${more}.` }] : [])],
  };
}
