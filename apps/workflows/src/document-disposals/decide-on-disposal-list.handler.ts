import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, TenantSettings, type Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { DisposalList } from './disposal-list.entity.ts';
import { DisposalListNotFound } from './document-disposals.errors.ts';

/** Approves a list, or withdraws it. What is approved is carried out after the commit. */
@Injectable()
export class DecideOnDisposalListHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly settings: TenantSettings,
  ) {}

  @Transactional()
  async execute(disposalListId: string, decision: 'approved' | 'withdrawn', expectedVersion: number, actor: Actor): Promise<void> {
    const list = plantScope(actor) === null ? await this.em.findOne(DisposalList, { id: disposalListId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true }) : null;
    if (!list) throw new DisposalListNotFound();
    expectVersion(list.version, expectedVersion);
    list.decide(decision, actor.userId, (await this.settings.read()).disposalApproval);
    await this.em.flush();
  }
}
