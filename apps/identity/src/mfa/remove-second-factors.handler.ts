import type { EntityManager } from '@mikro-orm/postgresql';
import type { SecondFactorsRemoval } from '@kairos/contracts';
import { auditBulk, runAsCommand } from '@kairos/event-bus';
import { inTransactionAsTenant } from '@kairos/tenancy';
import type { MailLocale } from '../mail/mail-text.calc.ts';
import { OutgoingMailRepository } from '../mail/outgoing-mail.repository.ts';
import { operatorContext } from '../tenants/operator-context.ts';
import { AccountsRepository } from '../users/accounts.repository.ts';
import { SessionsOfUser } from '../users/sessions-of-user.repository.ts';
import { UserNotFound } from '../users/user.errors.ts';
import { NoSecondFactor } from './mfa.errors.ts';

type Owner = { userId: string; locale: MailLocale; removed: boolean };

/**
 * Takes every second factor off the account of somebody who has lost them, in one transaction with the end of their sessions, its
 * record in the trail of each of their tenants, and a mail that tells them. The operator's alone: the account opens several tenants.
 */
export class RemoveSecondFactorsHandler {
  constructor(private readonly em: EntityManager) {}

  execute({ email, reason }: SecondFactorsRemoval): Promise<{ email: string }> {
    const accounts = new AccountsRepository(this.em);
    return runAsCommand(operatorContext('identity.mfa.remove-by-operator', reason), () =>
      this.em.fork().transactional(async (em) => {
        const [owner] = await em.execute<Owner[]>('select user_id as "userId", locale, removed from remove_second_factors_of(?)', [email]);
        if (!owner) throw new UserNotFound();
        if (!owner.removed) throw new NoSecondFactor();
        const { userId, locale } = owner;
        await new SessionsOfUser(this.em, accounts).endAll(userId, 'second-factors-removed');
        for (const tenantId of await accounts.tenantsOf(userId)) {
          await inTransactionAsTenant(em as EntityManager, tenantId, async (inside) => void auditBulk(inside, 'identity', { resourceType: 'User', resourceId: userId, count: 1, results: 'second factors removed' }));
        }
        await new OutgoingMailRepository(this.em).queue({ template: 'second-factors-removed', recipient: email, locale, usefulForMinutes: 24 * 60 });
        return { email };
      }),
    );
  }
}
