import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { auditBulk, commandContext, runAsCommand } from '@kairos/event-bus';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { EmailTaken } from '../users/user.errors.ts';
import { LinkNotFound } from './account-link.errors.ts';
import { AccountLinksRepository } from './account-links.repository.ts';

/**
 * Gives an account the address that its link was mailed to, and tells the address it had. It takes both, the account and
 * the mailbox: the link alone would let somebody who planted an account have its owner confirm it with a click.
 */
@Injectable()
export class ConfirmEmailHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly links: AccountLinksRepository,
    private readonly accounts: AccountsRepository,
    private readonly mail: OutgoingMailRepository,
  ) {}

  async execute(token: string, { userId }: Actor): Promise<void> {
    const link = await this.links.opened(token, 'email-verification');
    const person = await this.accounts.person(userId);
    if (!person || link.userId !== userId) throw new LinkNotFound();
    const context = commandContext();
    if (!context) throw new Error('An address is confirmed inside a command.');
    await runAsCommand({ ...context, action: 'identity.email.confirm' }, () => this.em.transactional(async (em) => {
      await this.links.use(link);
      const before = await this.links.takeEmail(link);
      if (before === null) throw new EmailTaken();
      auditBulk(em, 'identity', { resourceType: 'User', resourceId: userId, count: 1, results: before === link.email ? 'email verified' : 'email changed' });
      if (before !== link.email) await this.mail.queue({ template: 'email-changed', recipient: before, locale: person.locale, facts: { newEmail: link.email }, usefulForMinutes: 24 * 60 });
    }));
  }
}
