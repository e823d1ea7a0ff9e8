import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings } from '@kairos/auth';
import type { ImportFailure } from '@kairos/contracts';
import { DependentJobs } from '../import-jobs/dependent-jobs.repository.ts';
import { ImportJob } from '../import-jobs/import-job.entity.ts';
import { ImportJobsQueries } from '../import-jobs/import-jobs.queries.ts';
import { ImportLeases, type Lease } from '../import-jobs/import-leases.repository.ts';
import { PlanDivergence } from './plan-divergence.repository.ts';

export type Ending = { as: 'completed' | 'cancelled' } | { as: 'failed'; failure: ImportFailure; /** Whether the target may have applied what was sent last. */ inDoubt?: boolean };

/** Ends a job and its lease together, and settles who waited for it. */
@Injectable()
export class FinishImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
    private readonly settings: TenantSettings,
    private readonly divergence: PlanDivergence,
    private readonly dependents: DependentJobs,
    private readonly jobs: ImportJobsQueries,
  ) {}

  @Transactional()
  async execute(lease: Lease, ending: Ending): Promise<void> {
    await this.leases.hold(lease, false);
    const job = await this.em.findOneOrFail(ImportJob, { id: lease.importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (ending.as === 'failed') job.fail(ending.failure, ending.inDoubt);
    else if (ending.as === 'cancelled') await this.cancel(job);
    else job.complete(await this.resultsOf(job), (await this.settings.read()).importApproval !== 'none');
    job.divergentRows = ending.as === 'completed' ? await this.divergence.count(job) : null;
    await this.leases.end(lease);
    await this.dependents.settle(job);
  }

  private async cancel(job: ImportJob): Promise<void> {
    job.cancel();
    await this.jobs.releaseRows(job, false);
  }

  private async resultsOf(job: ImportJob): Promise<number> {
    const [row] = await this.em.execute<{ count: number }[]>('select count(*)::integer as count from import_row_result where import_job_id = ?', [job.id]);
    return row?.count ?? 0;
  }
}
