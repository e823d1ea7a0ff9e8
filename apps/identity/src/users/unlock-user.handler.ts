import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { auditBulk } from '@kairos/event-bus';
import { AttemptsRepository } from '../sessions/attempts.repository.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { MembershipsRepository } from './memberships.repository.ts';
import { UserNotFound } from './user.errors.ts';

/** Ends the lock of a member's account before its time. */
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
      auditBulk(em, 'identity', { resourceType: 'User', resourceId: userId, count: 1, results: 'account unlocked' });
      return (await this.accounts.person(userId))?.email;
    });
    if (email === undefined) throw new UserNotFound();
    await this.attempts.forget(email);
  }
}
