import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { UpdateProfileBody } from '@kairos/contracts';
import { auditBulk } from '@kairos/event-bus';
import { AccountsRepository } from './accounts.repository.ts';
import { OnlyInPerson } from './user.errors.ts';

/** Changes what a person says of themselves, for every tenant they belong to. */
@Injectable()
export class UpdateProfileHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly accounts: AccountsRepository,
  ) {}

  async execute(changes: UpdateProfileBody, actor: Actor): Promise<void> {
    if (actor.actingService) throw new OnlyInPerson();
    await this.em.transactional(async (em) => {
      await this.accounts.updateProfile(actor.userId, changes);
      auditBulk(em, 'identity', { resourceType: 'User', resourceId: actor.userId, count: 1, results: `profile changed: ${Object.keys(changes).join(', ')}` });
    });
  }
}
