import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { ImportJob } from '../import-jobs/import-job.entity.ts';
import { ImportLeases, type Lease } from '../import-jobs/import-leases.repository.ts';

/** Something beneath a job failed: it rests, and whoever looks at it is told so. */
@Injectable()
export class RestImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
  ) {}

  @Transactional()
  async execute(lease: Lease, inDoubt: boolean): Promise<void> {
    await this.leases.hold(lease, false);
    const job = await this.em.findOneOrFail(ImportJob, { id: lease.importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (job.status === 'running') job.retry(inDoubt);
  }
}
