import { Injectable } from '@nestjs/common';
import { FlushMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { NotificationMailDue, type EventOf, type NotificationText } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { Membership } from '../users/membership.entity.ts';
import { NotificationMail } from './notification-mail.entity.ts';
import { withNames } from './with-names.calc.ts';

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

  async handle({ tenantid: tenantId, data: { mailId: id, userId, subject, paragraphs, insteadOf = [] } }: EventOf<typeof NotificationMailDue>): Promise<void> {
    if (await this.em.findOne(NotificationMail, { id }, { flushMode: FlushMode.ALWAYS })) return;
    const asked = NotificationMail.queue({ id, tenantId, userId });
    this.em.persist(asked);
    const member = await this.em.findOne(Membership, { userId, active: true });
    const person = member && (await this.accounts.person(userId));
    if (!person) return asked.fail(0, 'no-such-member');
    const names = await this.namesOf(insteadOf, tenantId);
    const worded = (text: NotificationText) => withNames(text[person.locale], names, person.locale);
    const facts = { tenantId, subject: worded(subject), paragraphs: paragraphs.map(worded) };
    await this.mail.queue({ id, template: 'notification', recipient: person.email, locale: person.locale, facts, usefulForMinutes: usefulForDays * 24 * 60 });
  }

  /** The names of those of some people who are members of the tenant; null for others. */
  private async namesOf(userIds: readonly string[], tenantId: string): Promise<Map<string, string | null>> {
    const members = new Set((await this.em.find(Membership, { tenantId, userId: { $in: [...userIds] } })).map(({ userId }) => userId));
    const names = new Map<string, string | null>();
    for (const userId of userIds) names.set(userId, (members.has(userId) ? await this.accounts.person(userId) : undefined)?.displayName ?? null);
    return names;
  }
}
