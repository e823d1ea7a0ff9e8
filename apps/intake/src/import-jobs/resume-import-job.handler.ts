import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { may, type Actor } from '@kairos/auth';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { ImportJob } from './import-job.entity.ts';
import { ImportJobNotFound, TargetNotPermitted } from './import-job.errors.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { ImportLeases } from './import-leases.repository.ts';

const permissionToUndo = 'intake.import-job.undo';

/** Takes a failed import up again where it stopped, or its undo. */
@Injectable()
export class ResumeImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
    private readonly jobs: ImportJobsQueries,
  ) {}

  @Transactional()
  async execute(importJobId: string, actor: Actor): Promise<void> {
    await this.jobs.expect(importJobId, actor);
    const job = await this.em.findOne(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!job) throw new ImportJobNotFound();
    if (job.undo && !may(actor, permissionToUndo)) throw new TargetNotPermitted(permissionToUndo);
    job.resume({ byUserId: actor.userId, membershipId: actor.membershipId, apiKeyId: actor.apiKeyId ?? null });
    await this.leases.enqueue(job);
  }
}
