import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { Actor } from '@kairos/auth';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { ImportJob } from './import-job.entity.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { ImportLeases } from './import-leases.repository.ts';

/** Stops an import: at once when no worker is at it, else behind the chunk the worker is at. */
@Injectable()
export class CancelImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
    private readonly jobs: ImportJobsQueries,
  ) {}

  @Transactional()
  async execute(importJobId: string, actor: Actor): Promise<void> {
    await this.jobs.expect(importJobId, actor);
    // The lease is taken before the job, here as in every checkpoint.
    const idle = await this.leases.endIfIdle(importJobId);
    const job = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (idle) job.cancel();
    else job.requestCancel();
  }
}
