import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ImportFailure } from '@kairos/contracts';
import { ImportJob } from '../import-jobs/import-job.entity.ts';
import { ImportLeases, type Lease } from '../import-jobs/import-leases.repository.ts';

/** One step of an undo: a chunk done, all of it done, or refused after all. */
export type UndoStep = { as: 'chunk'; index: number; removed: number; restored: number } | { as: 'done' } | { as: 'refused'; why: ImportFailure };

@Injectable()
export class AdvanceUndoHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
  ) {}

  @Transactional()
  async execute(lease: Lease, step: UndoStep): Promise<void> {
    await this.leases.hold(lease, true);
    const job = await this.em.findOneOrFail(ImportJob, { id: lease.importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (step.as === 'chunk') return job.undoChunk(step);
    if (step.as === 'done') job.undone();
    else job.undoRefused(step.why);
    await this.leases.end(lease);
  }
}
