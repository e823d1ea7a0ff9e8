import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { v7 as newId } from 'uuid';
import type { Actor } from '@kairos/auth';
import type { ChangeEmailBody } from '@kairos/contracts';
import { auditBulk, commandContext, runAsCommand } from '@kairos/event-bus';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { CurrentPassword } from '../users/current-password.ts';
import { OnlyInPerson, UserNotFound } from '../users/user.errors.ts';
import { EmailIsVerified } from './account-link.errors.ts';
import { AccountLinksRepository } from './account-links.repository.ts';

/** Mails a link to an address; the account has it once that is opened. Whether another account has it is not told here. */
@Injectable()
export class ChangeEmailHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly links: AccountLinksRepository,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly current: CurrentPassword,
    private readonly mail: OutgoingMailRepository,
  ) {}

  async execute({ email, currentPassword }: ChangeEmailBody, actor: Actor, address: string): Promise<void> {
    if (actor.actingService) throw new OnlyInPerson();
    await this.current.check(currentPassword, actor, address);
    await this.send(actor.userId, email);
  }

  /** For the address the account has, when nobody has shown yet that mail to it arrives. */
  async verify(actor: Actor, isVerified: boolean): Promise<void> {
    if (actor.actingService) throw new OnlyInPerson();
    if (isVerified) throw new EmailIsVerified();
    const person = await this.accounts.person(actor.userId);
    if (!person) throw new UserNotFound();
    await this.send(actor.userId, person.email);
  }

  private async send(userId: string, email: string): Promise<void> {
    await this.attempts.countReset(userId);
    const person = await this.accounts.person(userId);
    const linkId = newId();
    const context = commandContext();
    if (!context) throw new Error('A link is asked for inside a command.');
    await runAsCommand({ ...context, action: 'identity.email.request' }, () => this.em.transactional(async (em) => {
      auditBulk(em, 'identity', { resourceType: 'User', resourceId: userId, count: 1, results: person?.email === email ? 'verification asked for' : 'change asked for' });
      await this.links.beginEmailVerification(linkId, userId, email);
      await this.mail.queue({ template: 'email-verification', recipient: email, locale: person?.locale ?? null, facts: { newEmail: email }, linkId, usefulForMinutes: 24 * 60 });
    }));
  }
}
