import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { auditBulk } from '@kairos/event-bus';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { MembershipsRepository } from './memberships.repository.ts';
import { NotYoursToUnlock, UserNotFound } from './user.errors.ts';

/**
 * Ends the lock of a member's account before its time. Never of somebody who belongs to another tenant too: their account opens what is
 * none of this administrator's, and a lock that may be lifted at will bounds no guessing. A password reset by mail lifts it for them.
 */
@Injectable()
export class UnlockUserHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly memberships: MembershipsRepository,
  ) {}

  async execute(userId: string, actor: Actor): Promise<void> {
    const email = await this.em.transactional(async (em) => {
      await this.memberships.within(userId, actor);
      const isHereAlone = (await this.accounts.tenantsOf(userId)).every((tenantId) => tenantId === actor.tenantId);
      if (!isHereAlone) throw new NotYoursToUnlock();
      await this.attempts.countUnlock(userId);
      auditBulk(em, 'identity', { resourceType: 'User', resourceId: userId, count: 1, results: 'account unlocked' });
      return (await this.accounts.person(userId))?.email;
    });
    if (email === undefined) throw new UserNotFound();
    await this.attempts.forget(email);
  }
}
