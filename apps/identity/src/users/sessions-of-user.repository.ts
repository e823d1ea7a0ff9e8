import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { inTransactionAsTenant } from '@kairos/tenancy';
import { Session, type EndReason } from '../sessions/session.entity.ts';
import { AccountsRepository } from './accounts.repository.ts';

/** A person's sessions in every tenant they belong to. */
@Injectable()
export class SessionsOfUser {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
  ) {}

  /**
   * Ends them in the ambient transaction, so that what makes them untrustworthy and their end are one piece. That transaction must
   * hold the user's row, as changing the password does: a session opened at the same time then comes either before or not at all.
   */
  async endAll(userId: string, reason: EndReason, except?: string): Promise<void> {
    const now = new Date();
    for (const tenantId of await this.accounts.tenantsOfLiveSessions(userId)) {
      await inTransactionAsTenant(this.em, tenantId, async (em) => {
        for (const session of await em.find(Session, { userId, endedAt: null, ...(except ? { id: { $ne: except } } : {}) })) session.end(reason, now);
      });
    }
  }
}
