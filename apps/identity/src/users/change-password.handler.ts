import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangePasswordBody } from '@kairos/contracts';
import { auditBulk, commandContext, runAsCommand } from '@kairos/event-bus';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { CurrentPassword } from './current-password.ts';
import { needsSecondFactor } from './password.calc.ts';
import { PasswordHasher } from './password-hasher.ts';
import { PasswordPolicy } from './password-policy.ts';
import { SessionsOfUser } from './sessions-of-user.repository.ts';
import { CurrentPasswordWrong, OnlyInPerson, PasswordRefused } from './user.errors.ts';

/** Changes the caller's own password and, in the same transaction, ends their other sessions in every tenant they belong to. */
@Injectable()
export class ChangePasswordHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly current: CurrentPassword,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
    private readonly sessions: SessionsOfUser,
    private readonly mail: OutgoingMailRepository,
  ) {}

  async execute({ currentPassword, newPassword }: ChangePasswordBody, actor: Actor, address: string): Promise<void> {
    if (actor.actingService) throw new OnlyInPerson();
    const known = await this.current.check(currentPassword, actor, address);
    if (newPassword === currentPassword) throw new PasswordRefused('newPassword', 'is the one you have');
    const person = await this.accounts.person(actor.userId);
    const tenants = await this.accounts.openMemberships(actor.userId);
    const about = { email: person?.email ?? '', names: [person?.displayName ?? '', ...tenants.map(({ tenantName }) => tenantName)] };
    this.policy.demand('newPassword', newPassword, { ...about, hasSecondFactor: await this.accounts.hasSecondFactor(actor.userId) });
    const chosen = { hash: await this.hasher.hash(newPassword), needsSecondFactor: needsSecondFactor(newPassword) };
    const context = commandContext();
    if (!context) throw new Error('A password is changed inside a command.');
    await runAsCommand({ ...context, action: 'identity.password.change' }, () =>
      this.em.transactional(async (em) => {
        // Once more, with the second factors held: the last one may have gone while the hash was made.
        const { present: hasSecondFactor } = await this.accounts.holdSecondFactors(actor.userId);
        this.policy.demand('newPassword', newPassword, { ...about, hasSecondFactor });
        if (!(await this.accounts.replacePassword(actor.userId, known, chosen))) throw new CurrentPasswordWrong();
        auditBulk(em, 'identity', { resourceType: 'User', resourceId: actor.userId, count: 1, results: 'password changed' });
        await this.sessions.endAll(actor.userId, 'password-changed', actor.sessionId);
        if (person) await this.mail.queue({ template: 'password-changed', recipient: person.email, locale: person.locale, usefulForMinutes: 24 * 60 });
      }),
    );
  }
}
