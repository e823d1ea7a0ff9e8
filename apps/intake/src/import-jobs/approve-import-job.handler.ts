import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { TenantSettings, type Actor } from '@kairos/auth';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { SourceFile } from '../source-files/source-file.entity.ts';
import { ImportJob } from './import-job.entity.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { proofFor } from './import-proof.ts';
import { ImportLeases } from './import-leases.repository.ts';

/**
 * Lets a plan be applied: the very file and recipe that were planned, in the name and with the reach of whoever planned it, so that
 * approving permits and adds nothing.
 */
@Injectable()
export class ApproveImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly leases: ImportLeases,
    private readonly jobs: ImportJobsQueries,
    private readonly settings: TenantSettings,
  ) {}

  @Transactional()
  async execute(planJobId: string, actor: Actor): Promise<{ importJobId: string }> {
    await this.jobs.expect(planJobId, actor);
    const plan = await this.em.findOneOrFail(ImportJob, { id: planJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const sourceFile = await this.em.findOneOrFail(SourceFile, { id: plan.sourceFileId });
    const { tenantId, startedByUserId: userId, membershipId, apiKeyId, recipe, priority, parentJobId, importsCorrections } = plan;
    const by = { tenantId, userId, membershipId, ...(apiKeyId ? { apiKeyId } : {}) };
    const proof = proofFor(recipe.target, 'apply', actor);
    const job = ImportJob.queue({ mode: 'apply', recipe, sourceFile, chunk: plan.chunk(), by, priority, planJobId, importsCorrections, proof, ...(parentJobId ? { parentJobId } : {}) });
    plan.approve({ byUserId: actor.userId, applyJobId: job.id, byAnother: (await this.settings.read()).importApproval === 'other' });
    this.em.persist(job);
    if (importsCorrections) await this.handOver(plan, job);
    await this.leases.enqueue(job);
    return { importJobId: job.id };
  }

  /** From here on the corrections, and the rows of the parent that they took over, are those of the job that applies them. */
  private async handOver(plan: ImportJob, apply: ImportJob): Promise<void> {
    await this.em.execute('update import_correction set import_job_id = ? where import_job_id = ?', [apply.id, plan.id]);
    await this.em.execute('update import_row_result set corrected_by_job_id = ? where import_job_id = ? and corrected_by_job_id = ?', [apply.id, plan.parentJobId, plan.id]);
  }
}
