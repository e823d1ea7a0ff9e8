import { createTransport } from 'nodemailer';
import { MailSender, type MailMessage } from './mail-sender.port.ts';
import { toEnvelope } from './to-envelope.ts';

const patienceMs = 15_000;

/** Hands mail to a server by SMTP: `smtps://` for TLS from the start, `smtp://` for STARTTLS where the server offers it. */
export class SmtpMailSender extends MailSender {
  private readonly transport;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({ url, connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs, disableFileAccess: true, disableUrlAccess: true });
  }

  override async send(message: MailMessage): Promise<void> {
    await this.transport.sendMail(toEnvelope(message, this.from));
  }
}
