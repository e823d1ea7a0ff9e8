import type { MailMessage } from './mail-sender.port.ts';

/** What nodemailer takes; it folds and encodes headers, so that no name can add one. */
export function toEnvelope({ id, recipient, subject, text, html }: MailMessage, from: string) {
  return {
    from, to: { name: '', address: recipient }, subject, text, html,
    messageId: `<${id}@kairos>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}
