/** One mail as people will read it. Sending it twice under one id must be recognisable to a mailbox. */
export type MailMessage = { id: string; recipient: string; subject: string; text: string; html: string };

/** Hands a mail to whoever delivers it. */
export abstract class MailSender {
  /** @throws when it cannot be said that the mail was taken: then it is sent again later */
  abstract send(message: MailMessage): Promise<void>;
}
