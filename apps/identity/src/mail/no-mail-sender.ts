import { MailSender } from './mail-sender.port.ts';

/** Where neither a server nor a folder is named: mail waits, and every attempt says why. */
export class NoMailSender extends MailSender {
  override send(): Promise<void> {
    return Promise.reject(Object.assign(new Error('Neither SMTP_URL nor MAIL_DIR is set.'), { code: 'no-mail-server-configured' }));
  }
}
