import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { WithdrawChangeSetBody } from '@kairos/contracts';
import { ChangeSets } from './change-sets.repository.ts';

@Injectable()
export class WithdrawChangeSetHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly sets: ChangeSets,
  ) {}

  @Transactional()
  async execute(changeSetId: string, { reason }: WithdrawChangeSetBody, actor: Actor): Promise<void> {
    (await this.sets.hold(changeSetId, actor)).withdraw({ by: actor.userId, reason: reason ?? null });
  }
}
