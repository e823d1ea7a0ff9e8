import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { Actor } from '@kairos/auth';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { overImportStatuses } from '@kairos/contracts';
import { DependentJobs } from './dependent-jobs.repository.ts';
import { ImportJob } from './import-job.entity.ts';
import { ImportJobStillNeeded } from './import-job.errors.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';

const mostNamed = 100;

/** Deletes a job that is over with the results of its rows. What it imported stays, and the audit trail tells of both. */
@Injectable()
export class DeleteImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: ImportJobsQueries,
    private readonly dependents: DependentJobs,
  ) {}

  @Transactional()
  async execute(importJobId: string, actor: Actor): Promise<void> {
    await this.jobs.expect(importJobId, actor);
    const job = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    job.delete();
    await this.demandUnneeded(importJobId);
    await this.dependents.settleDeleted(job);
    await this.jobs.releaseRows(job, true);
    await this.em.execute('delete from import_correction where import_job_id = ?', [importJobId]);
    await this.em.execute('delete from import_row_result where import_job_id = ?', [importJobId]);
    this.em.remove(job);
  }

  /** Of those that correct its rows a failed one counts too: it can be resumed. @throws ImportJobStillNeeded */
  private async demandUnneeded(id: string): Promise<void> {
    const settled = overImportStatuses.filter((status) => status !== 'failed');
    const needing = await this.em.find(
      ImportJob,
      { $or: [{ parentJobId: id, status: { $nin: settled } }, { planJobId: id, status: { $nin: [...overImportStatuses] } }] },
      { orderBy: { id: 'asc' }, limit: mostNamed },
    );
    if (needing.length > 0) throw new ImportJobStillNeeded(needing.map((job) => job.id));
  }
}
