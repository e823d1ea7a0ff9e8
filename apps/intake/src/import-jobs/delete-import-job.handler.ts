import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { Actor } from '@kairos/auth';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { ImportJob } from './import-job.entity.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';

/** Deletes a job that is over with the results of its rows. What it imported stays, and the audit trail tells of both. */
@Injectable()
export class DeleteImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: ImportJobsQueries,
  ) {}

  @Transactional()
  async execute(importJobId: string, actor: Actor): Promise<void> {
    await this.jobs.expect(importJobId, actor);
    const job = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    job.delete();
    await this.jobs.releaseRows(job, true);
    await this.em.execute('delete from import_correction where import_job_id = ?', [importJobId]);
    await this.em.execute('delete from import_row_result where import_job_id = ?', [importJobId]);
    this.em.remove(job);
  }
}
