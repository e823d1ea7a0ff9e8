import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { ChangeSet } from './change-set.entity.ts';
import { ChangeSetNotFound } from './change-set.errors.ts';

@Injectable()
export class ChangeSets {
  constructor(private readonly em: EntityManager) {}

  /** A set, held until the transaction ends: whoever decides about it takes turns. Whoever does not reach all of its plants does not reach it. */
  async hold(changeSetId: string, actor: Actor): Promise<ChangeSet> {
    const set = await this.em.findOne(ChangeSet, { id: changeSetId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!set?.plantIds.every((plantId) => reachesPlant(actor, plantId))) throw new ChangeSetNotFound();
    return set;
  }
}
