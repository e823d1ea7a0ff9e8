import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { Actor } from '@kairos/auth';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { DependentJobs } from './dependent-jobs.repository.ts';
import { ImportJob } from './import-job.entity.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { ImportLeases } from './import-leases.repository.ts';

/** Stops an import: at once when no worker is at it and all is told that was applied, else behind the chunk at hand. */
@Injectable()
export class CancelImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
    private readonly jobs: ImportJobsQueries,
    private readonly dependents: DependentJobs,
  ) {}

  @Transactional()
  async execute(importJobId: string, actor: Actor): Promise<void> {
    await this.jobs.expect(importJobId, actor);
    // The lease is taken before the job, here as in every checkpoint.
    const idle = await this.leases.holdIdle(importJobId);
    const job = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // A plan that waits for approval has no worker either: cancelling turns it down.
    if (!idle && job.status !== 'awaiting-approval') return job.requestCancel();
    // What the target may have applied is told first: a worker asks for its receipt, and cancels behind it. Asked again, the job rests as it rested.
    if (idle && job.hasUntoldRows()) {
      if (!job.cancelRequestedAt) await this.leases.hurry(importJobId);
      return job.requestCancel();
    }
    await this.leases.end({ importJobId });
    job.cancel();
    await this.jobs.releaseRows(job, false);
    await this.dependents.settle(job);
  }
}
