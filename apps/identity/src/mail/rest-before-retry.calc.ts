import type { MailTemplate } from './mail-text.calc.ts';

const retriesOfNotifications = 3;

/**
 * How long a mail rests after it could not be sent, in seconds; null when it is given up. A mail that somebody waits for is tried until it is of
 * no use: after five seconds, doubling to a quarter of an hour. What people were notified of they find on the web too: it is tried three
 * times again, after 5, 10 and 20 minutes.
 *
 * @param attempts how often it was tried
 */
export function restBeforeRetrySeconds(template: MailTemplate, attempts: number): number | null {
  if (template !== 'notification') return Math.min(5 * 2 ** (attempts - 1), 900);
  return attempts > retriesOfNotifications ? null : 300 * 2 ** (attempts - 1);
}
