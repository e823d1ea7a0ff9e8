import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ResetPasswordBody } from '@kairos/contracts';
import { auditBulk } from '@kairos/event-bus';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { runForCaller, type Caller } from '../sessions/run-for-caller.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { needsSecondFactor } from '../users/password.calc.ts';
import { PasswordHasher } from '../users/password-hasher.ts';
import { PasswordPolicy } from '../users/password-policy.ts';
import { SessionsOfUser } from '../users/sessions-of-user.repository.ts';
import { LinkNotFound, LinkUsed } from './account-link.errors.ts';
import { AccountLinksRepository } from './account-links.repository.ts';

/**
 * Sets a new password on the proof of a mailed link, and in the same transaction ends every session of the person. An account whose
 * address nobody had proved is theirs alone from then on: the second factors that stand there may be another's, and go.
 */
@Injectable()
export class ResetPasswordHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly links: AccountLinksRepository,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
    private readonly sessions: SessionsOfUser,
    private readonly mail: OutgoingMailRepository,
  ) {}

  async execute({ token, newPassword }: ResetPasswordBody, caller: Caller): Promise<void> {
    const link = await this.links.opened(token, 'password-reset');
    const { userId } = link;
    const person = await this.accounts.person(userId);
    const [tenantId] = await this.accounts.tenantsOf(userId);
    if (!person || !tenantId) throw new LinkNotFound();
    const tenants = await this.accounts.openMemberships(userId);
    const about = { email: person.email, names: [person.displayName, ...tenants.map(({ tenantName }) => tenantName)] };
    this.policy.demand('newPassword', newPassword, { ...about, hasSecondFactor: await this.accounts.hasSecondFactor(userId) });
    const chosen = { hash: await this.hasher.hash(newPassword), needsSecondFactor: needsSecondFactor(newPassword) };
    await runForCaller(this.em, caller, { tenantId, userId, sessionId: null, action: 'identity.password.reset' }, async (em) => {
      await this.accounts.clearUnproved(userId, link.email);
      // Once more, with the second factors held: the last one may have gone while the hash was made, or just now.
      const { present: hasSecondFactor } = await this.accounts.holdSecondFactors(userId);
      this.policy.demand('newPassword', newPassword, { ...about, hasSecondFactor });
      await this.links.use(link);
      if (!(await this.accounts.resetPassword(userId, link.email, chosen))) throw new LinkUsed();
      auditBulk(em, 'identity', { resourceType: 'User', resourceId: userId, count: 1, results: 'password reset' });
      await this.sessions.endAll(userId, 'password-reset');
      await this.mail.queue({ template: 'password-changed', recipient: person.email, locale: person.locale, usefulForMinutes: 24 * 60 });
    });
    await this.attempts.forget(person.email);
  }
}
