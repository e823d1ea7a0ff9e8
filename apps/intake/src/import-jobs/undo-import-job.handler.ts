import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { importTargets, type ImportTargetDefinition, type ServiceTarget, type UndoImportJobBody, type UndoObstacle } from '@kairos/contracts';
import { ImportJob } from './import-job.entity.ts';
import { UndoStandsInTheWay } from './import-job.errors.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { ImportLeases } from './import-leases.repository.ts';
import { ImportTargets } from '../import-targets/import-target.ts';
import { ImportUndos } from './import-undos.repository.ts';

type Undoable = { importJobId: string; target: ServiceTarget };

/**
 * Has a worker undo an import. Whether anything stands in the way is asked before, so that the answer tells; the target makes sure
 * of it again when the undo begins.
 */
@Injectable()
export class UndoImportJobHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly jobs: ImportJobsQueries,
    private readonly leases: ImportLeases,
    private readonly undos: ImportUndos,
    private readonly targets: ImportTargets,
  ) {}

  /** The target may take a minute to answer: meanwhile neither the job nor a connection is held. */
  async execute(importJobId: string, { reason }: UndoImportJobBody, actor: Actor): Promise<void> {
    const target = await this.demandUndoable(importJobId, actor);
    const { obstacles, obstacleCount } = await this.targets.undo({ target, by: actor, importJobId, dryRun: true });
    if (obstacleCount > 0) throw await this.inTheWay({ importJobId, target }, obstacles, obstacleCount);
    await this.begin({ importJobId, target }, reason, actor);
  }

  @Transactional()
  protected async demandUndoable(importJobId: string, actor: Actor): Promise<ServiceTarget> {
    await this.jobs.expect(importJobId, actor);
    const job = await this.em.findOneOrFail(ImportJob, { id: importJobId });
    const target = job.demandUndoable();
    await this.demandUnused({ importJobId, target });
    return target;
  }

  /** Both again, now that nobody else can begin anything with the job. */
  @Transactional()
  protected async begin({ importJobId, target }: Undoable, reason: string, actor: Actor): Promise<void> {
    const job = await this.em.findOneOrFail(ImportJob, { id: importJobId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    job.requestUndo({ reason, byUserId: actor.userId, membershipId: actor.membershipId, apiKeyId: actor.apiKeyId ?? null });
    await this.demandUnused({ importJobId, target });
    await this.leases.enqueue(job);
  }

  /** Of parts of records intake does not know which import met which: the target does. */
  private async demandUnused({ importJobId, target }: Undoable): Promise<void> {
    if (tellsOfParts(target)) return;
    const used = await this.undos.usedLater(importJobId);
    if (used.length > 0) throw new UndoStandsInTheWay(used, used.length);
  }

  @Transactional()
  protected async inTheWay({ importJobId, target }: Undoable, obstacles: readonly UndoObstacle[], count: number): Promise<UndoStandsInTheWay> {
    const told = tellsOfParts(target) ? obstacles.map((obstacle) => ({ ...obstacle, row: null })) : await this.undos.withRows(importJobId, obstacles);
    return new UndoStandsInTheWay(told, count);
  }
}

function tellsOfParts(target: ServiceTarget): boolean {
  const declared: ImportTargetDefinition = importTargets[target];
  return declared.tellsOfParts === true;
}
