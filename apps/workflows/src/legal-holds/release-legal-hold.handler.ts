import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { LegalHold } from './legal-hold.entity.ts';
import { LegalHoldNotFound } from './legal-hold.errors.ts';

/** Releases a hold; what other holds keep stays kept. */
@Injectable()
export class ReleaseLegalHoldHandler {
  constructor(protected readonly em: EntityManager) {}

  @Transactional()
  async execute(legalHoldId: string, reason: string, expectedVersion: number, actor: Actor): Promise<void> {
    const hold = plantScope(actor) === null ? await this.em.findOne(LegalHold, { id: legalHoldId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true }) : null;
    if (!hold) throw new LegalHoldNotFound();
    expectVersion(hold.version, expectedVersion);
    hold.release(reason, actor.userId);
    await this.em.flush();
  }
}
