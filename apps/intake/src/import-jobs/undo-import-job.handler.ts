import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { isServiceTarget, type UndoImportJobBody } from '@kairos/contracts';
import { ImportJob } from './import-job.entity.ts';
import { TargetCannotUndo, UndoStandsInTheWay } from './import-job.errors.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { ImportLeases } from './import-leases.repository.ts';
import { ImportTargets } from './import-target.ts';
import { ImportUndos } from './import-undos.repository.ts';

/**
 * Has a worker undo an import. Whether anything stands in the way is asked before, so that the answer tells; the target makes sure
 * of it again when the undo begins.
 */
@Injectable()
export class UndoImportJobHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: ImportJobsQueries,
    private readonly leases: ImportLeases,
    private readonly undos: ImportUndos,
    private readonly targets: ImportTargets,
  ) {}

  @Transactional()
  async execute(importJobId: string, { reason }: UndoImportJobBody, actor: Actor): Promise<void> {
    await this.jobs.expect(importJobId, actor);
    const job = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    job.requestUndo({ reason, byUserId: actor.userId, membershipId: actor.membershipId, apiKeyId: actor.apiKeyId ?? null });
    const used = await this.undos.usedLater(importJobId);
    if (used.length > 0) throw new UndoStandsInTheWay(used, used.length);
    const { target } = job.recipe;
    if (!isServiceTarget(target)) throw new TargetCannotUndo(target);
    const { obstacles, obstacleCount } = await this.targets.undo({ target, by: actor, importJobId, dryRun: true });
    if (obstacleCount > 0) throw new UndoStandsInTheWay(await this.undos.withRows(importJobId, obstacles), obstacleCount);
    await this.leases.enqueue(job);
  }
}
