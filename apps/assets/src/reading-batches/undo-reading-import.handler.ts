import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { mostObstacles, type UndoAnswer, type UndoBatchesBody, type UndoObstacle } from '@kairos/contracts';
import { ImportUndos } from '../import-receipts/import-undos.repository.ts';
import { ReadingUndos, type ReadingInTheWay } from './reading-undos.repository.ts';

/**
 * Looks whether a whole import of readings can be undone and, unless only that was asked, records that it will be: what to do to every
 * reading, and that nobody else corrects them until it is done. Asked again, it answers the same.
 */
@Injectable()
export class UndoReadingImportHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly imports: ImportUndos,
    private readonly undos: ReadingUndos,
  ) {}

  @Transactional()
  async execute({ importJobId, dryRun }: UndoBatchesBody, actor: Actor): Promise<UndoAnswer> {
    this.imports.demandPermitted(actor, 'assets.reading.record');
    if (!dryRun) await this.imports.lock(actor.tenantId, importJobId);
    const opened = await this.imports.opened(importJobId);
    if (opened) return { importJobId, opened: true, records: opened.records, obstacles: [], obstacleCount: 0 };
    if (!dryRun) await this.undos.holdMeters(importJobId);
    const records = await this.undos.count(importJobId);
    const { obstacles, obstacleCount } = await this.obstacles(importJobId, actor);
    const opens = !dryRun && obstacleCount === 0;
    if (opens) {
      await this.imports.open(actor.tenantId, importJobId, records);
      await this.undos.open(actor.tenantId, importJobId);
    }
    return { importJobId, opened: opens, records, obstacles, obstacleCount };
  }

  /** Of readings of plants that the actor does not reach nothing more is told than that there are some. */
  private async obstacles(importJobId: string, actor: Actor): Promise<Pick<UndoAnswer, 'obstacles' | 'obstacleCount'>> {
    const outside = (await this.undos.plants(importJobId)).filter((plantId) => !reachesPlant(actor, plantId)).map(outsideObstacle);
    if (outside.length > 0) return { obstacles: outside.slice(0, mostObstacles), obstacleCount: outside.length };
    const { count, first } = await this.undos.inTheWay(importJobId, mostObstacles);
    return { obstacles: first.map(obstacleOf), obstacleCount: count };
  }
}

function outsideObstacle(plantId: string): UndoObstacle {
  return { recordId: plantId, name: null, code: 'outside-row-scope', detail: 'is no plant that you reach' };
}

function obstacleOf({ meterId, meterCode, startsAt, reason }: ReadingInTheWay): UndoObstacle {
  if (reason === 'plant-removed') return { recordId: meterId, name: meterCode, code: 'deleted-since', detail: 'its plant was removed from the portfolio since' };
  return { recordId: meterId, name: `${meterCode} ${startsAt.toISOString()}`, code: 'changed-since', detail: 'was corrected since, by hand or by another import' };
}
