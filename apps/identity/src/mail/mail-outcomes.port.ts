import type { ClaimedMail } from './outgoing-mail.repository.ts';

/** Who is told what became of a mail. Most mails nobody asks after. */
export abstract class MailOutcomes {
  abstract delivered(mail: ClaimedMail): Promise<void>;
  /** @param failure a code, never the words of a mail server */
  abstract givenUp(mail: ClaimedMail, failure: string): Promise<void>;
}
