/** Where mail goes and where its links lead. */
export class MailOptions {
  readonly publicUrl: string;
  readonly from: string;
  readonly smtpUrl: string | undefined;
  readonly folder: string | undefined;

  constructor(config: { PUBLIC_URL: string; MAIL_FROM: string; SMTP_URL?: string | undefined; MAIL_DIR?: string | undefined }) {
    this.publicUrl = config.PUBLIC_URL.replace(/\/+$/, '');
    this.from = config.MAIL_FROM;
    this.smtpUrl = config.SMTP_URL;
    this.folder = config.MAIL_DIR;
  }
}
