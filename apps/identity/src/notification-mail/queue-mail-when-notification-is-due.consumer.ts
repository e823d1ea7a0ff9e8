import { Injectable } from '@nestjs/common';
import { FlushMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { NotificationMailDue, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { NotificationMail } from './notification-mail.entity.ts';

const usefulForDays = 3;

/** Queues the mail that workflows asks for, in the language and to the address of who is to have it; only of a member who is active. */
@Injectable()
@Consumes('identity-notification-mail', NotificationMailDue)
export class QueueMailWhenNotificationIsDue implements EventConsumer {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly mail: OutgoingMailRepository,
  ) {}

  async handle({ tenantid: tenantId, data: { mailId: id, userId, subject, paragraphs } }: EventOf<typeof NotificationMailDue>): Promise<void> {
    if (await this.em.findOne(NotificationMail, { id }, { flushMode: FlushMode.ALWAYS })) return;
    const asked = NotificationMail.queue({ id, tenantId, userId });
    this.em.persist(asked);
    const member = await this.em.findOne(Membership, { userId, active: true });
    const person = member && (await this.accounts.person(userId));
    if (!person) return asked.fail(0, 'no-such-member');
    const facts = { tenantId, subject: subject[person.locale], paragraphs: paragraphs.map((paragraph) => paragraph[person.locale]) };
    await this.mail.queue({ id, template: 'notification', recipient: person.email, locale: person.locale, facts, usefulForMinutes: usefulForDays * 24 * 60 });
  }
}
