import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RejectChangeSetBody } from '@kairos/contracts';
import { ChangeSets } from './change-sets.repository.ts';

@Injectable()
export class RejectChangeSetHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly sets: ChangeSets,
  ) {}

  @Transactional()
  async execute(changeSetId: string, { reason }: RejectChangeSetBody, actor: Actor): Promise<void> {
    (await this.sets.hold(changeSetId, actor)).reject({ by: actor.userId, reason });
  }
}
