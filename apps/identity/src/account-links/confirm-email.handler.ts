import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk } from '@kairos/event-bus';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { runForCaller, type Caller } from '../sessions/run-for-caller.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { EmailTaken } from '../users/user.errors.ts';
import { LinkNotFound } from './account-link.errors.ts';
import { AccountLinksRepository } from './account-links.repository.ts';

/** Gives an account the address that its link was mailed to, and tells the address it had. */
@Injectable()
export class ConfirmEmailHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly links: AccountLinksRepository,
    private readonly accounts: AccountsRepository,
    private readonly mail: OutgoingMailRepository,
  ) {}

  async execute(token: string, caller: Caller): Promise<void> {
    const link = await this.links.opened(token, 'email-verification');
    const { userId, email } = link;
    const person = await this.accounts.person(userId);
    const [tenantId] = await this.accounts.tenantsOf(userId);
    if (!person || !tenantId) throw new LinkNotFound();
    await runForCaller(this.em, caller, { tenantId, userId, sessionId: null, action: 'identity.email.confirm' }, async (em) => {
      await this.links.use(link);
      const before = await this.links.takeEmail(link);
      if (before === null) throw new EmailTaken();
      auditBulk(em, 'identity', { resourceType: 'User', resourceId: userId, count: 1, results: before === email ? 'email verified' : 'email changed' });
      if (before !== email) await this.mail.queue({ template: 'email-changed', recipient: before, locale: person.locale, facts: { newEmail: email }, usefulForMinutes: 24 * 60 });
    });
  }
}
