import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { MailSender, type MailMessage } from './mail-sender.port.ts';
import { toEnvelope } from './to-envelope.ts';

/** Puts mail into a folder, one `.eml` file each, readable by its owner alone: for installations without a mail server. */
export class FileMailSender extends MailSender {
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix', disableFileAccess: true, disableUrlAccess: true });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  override async send(message: MailMessage): Promise<void> {
    const { message: content } = await this.composer.sendMail(toEnvelope(message, this.from));
    if (!Buffer.isBuffer(content)) throw new Error('A composed mail is a buffer.');
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const unfinished = join(this.folder, `.${message.id}.tmp`);
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(this.folder, `${message.id}.eml`));
  }
}
