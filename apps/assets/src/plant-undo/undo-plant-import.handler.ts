import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { demandActingService, may, plantScope, type Actor } from '@kairos/auth';
import { mostObstacles, type UndoAnswer, type UndoBatchesBody } from '@kairos/contracts';
import { EntityManager } from '@mikro-orm/postgresql';
import { ImportNotPermitted } from '../plants/plant.errors.ts';
import { PlantRulesRepository } from '../plants/plant-rules.repository.ts';
import { PlantImportUndos } from './plant-import-undos.repository.ts';
import { guardedObstacle, obstacleOf } from './undo-obstacles.calc.ts';

/**
 * Looks whether a whole import can be undone and, unless only that was asked, records that it will be: what to do to every plant, and
 * that nobody else changes them until it is done. Asked again, it answers the same.
 */
@Injectable()
export class UndoPlantImportHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly undos: PlantImportUndos,
    private readonly rules: PlantRulesRepository,
  ) {}

  @Transactional()
  async execute({ importJobId, dryRun }: UndoBatchesBody, actor: Actor): Promise<UndoAnswer> {
    // Whose imports a user may undo is known to intake, which asks in their name.
    demandActingService(actor, 'intake');
    if (!may(actor, 'assets.plant.import')) throw new ImportNotPermitted('assets.plant.import');
    if (!dryRun) await this.undos.lock(actor.tenantId, importJobId);
    const opened = await this.undos.opened(importJobId);
    if (opened) return { importJobId, opened: true, records: opened.plants, obstacles: [], obstacleCount: 0 };
    if (!dryRun) await this.undos.holdPlants(importJobId);
    const { plants, doubtful } = await this.undos.touched(importJobId, plantScope(actor));
    const sameAs = await this.undos.restorations(doubtful.map(({ plantId }) => plantId));
    const obstacles = doubtful.flatMap((plant) => obstacleOf(plant, actor, sameAs) ?? []);
    const { fourEyesFields } = await this.rules.read();
    const known = { beside: obstacles.map(({ recordId }) => recordId), reach: plantScope(actor), atMost: mostObstacles };
    const guarded = fourEyesFields.size > 0 ? await this.undos.holding(importJobId, [...fourEyesFields], known) : { count: 0, first: [] };
    const obstacleCount = obstacles.length + guarded.count;
    const opens = !dryRun && obstacleCount === 0;
    if (opens) await this.undos.open(actor.tenantId, importJobId, plants);
    return { importJobId, opened: opens, records: plants, obstacles: [...obstacles.slice(0, mostObstacles), ...guarded.first.map(guardedObstacle)].slice(0, mostObstacles), obstacleCount };
  }
}
