import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { MailOptions } from './mail.options.ts';
import { MailOutcomes } from './mail-outcomes.port.ts';
import { MailSender } from './mail-sender.port.ts';
import { mailTemplates } from './mail-text.calc.ts';
import { OutgoingMailRepository, type ClaimedMail } from './outgoing-mail.repository.ts';
import { renderMail } from './render-mail.calc.ts';
import { restBeforeRetrySeconds } from './rest-before-retry.calc.ts';

const pollEveryMs = 1000;
const leaseSeconds = 120;

/** Sends what waits, one mail after the other, for as long as the service runs. Replicas share the work. */
@Injectable()
export class MailWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private loop = Promise.resolve();

  constructor(
    private readonly mail: OutgoingMailRepository,
    private readonly sender: MailSender,
    private readonly outcomes: MailOutcomes,
    private readonly options: MailOptions,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      const mail = await this.mail.claim(leaseSeconds).catch((error: unknown) => void this.log.warn({ err: error, msg: 'Mail cannot be claimed' }));
      if (mail) await this.deliver(mail);
      else await sleep(pollEveryMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
  }

  private async deliver(mail: ClaimedMail): Promise<void> {
    const { id: mailId, template, attempts } = mail;
    try {
      // Only here is it found out whether a request for a new password has an account behind it: asking takes as long either way.
      const asked = template === 'password-reset' && !mail.linkId;
      const begun = asked ? await this.mail.beginPasswordReset(mailId) : {};
      if (begun) await this.send({ ...mail, ...begun });
      await this.outcomes.delivered(mail);
      await this.mail.forget(mailId);
      if (begun) this.log.log({ msg: 'Mail sent', mailId, template, attempts });
    } catch (error) {
      // The server's words can hold what it was sent; its code cannot.
      const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
      const failure = String(responseCode ?? code ?? 'unknown').slice(0, 100);
      await this.rest(mail, failure).catch(() => undefined);
    }
  }

  private async rest(mail: ClaimedMail, failure: string): Promise<void> {
    const { id: mailId, template, attempts } = mail;
    const restSeconds = restBeforeRetrySeconds(template, attempts);
    this.log.warn({ msg: restSeconds === null ? 'Mail is given up' : 'Mail will be sent again', mailId, template, attempts, failure });
    if (restSeconds !== null) return this.mail.retry(mailId, restSeconds);
    await this.outcomes.givenUp(mail, failure);
    await this.mail.forget(mailId);
  }

  private async send({ id, template, recipient, locale, facts, linkId }: ClaimedMail): Promise<void> {
    const page = mailTemplates[template];
    // In the fragment, which browsers send to no server: no log and no referrer holds the token.
    const link = page && linkId ? `${this.options.publicUrl}${page}#token=${await this.mail.makeToken(linkId)}` : null;
    await this.sender.send({ id, recipient, ...renderMail(template, locale ?? 'en', facts, link) });
  }
}
