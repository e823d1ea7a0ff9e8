import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { mostObstacles, type UndoAnswer, type UndoBatchesBody } from '@kairos/contracts';
import { ImportUndos } from '../import-receipts/import-undos.repository.ts';
import { ImportWithoutHistory } from '../plants/plant.errors.ts';
import { ComponentUndos } from './component-undos.repository.ts';
import { planComponentUndo } from './plan-component-undo.calc.ts';

/**
 * Looks whether a whole import of components can be undone and, unless only that was asked, records that it will be: what to do to every
 * component, and that nobody else changes those of the same plants until it is done. Asked again, it answers the same.
 */
@Injectable()
export class UndoComponentImportHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly imports: ImportUndos,
    private readonly undos: ComponentUndos,
  ) {}

  @Transactional()
  async execute({ importJobId, dryRun }: UndoBatchesBody, actor: Actor): Promise<UndoAnswer> {
    this.imports.demandPermitted(actor, 'assets.component.manage');
    if (!dryRun) await this.imports.lock(actor.tenantId, importJobId);
    const opened = await this.imports.opened(importJobId);
    if (opened) return { importJobId, opened: true, records: opened.records, obstacles: [], obstacleCount: 0 };
    if (await this.undos.isWithoutHistory(importJobId)) throw new ImportWithoutHistory();
    if (!dryRun) await this.undos.holdPlants(importJobId);
    const touched = await this.undos.touched(importJobId, actor);
    const { steps, obstacles } = planComponentUndo(touched, await this.undos.around(importJobId));
    const opens = !dryRun && obstacles.length === 0;
    if (opens) {
      await this.imports.open(actor.tenantId, importJobId, steps.length);
      await this.undos.open(actor.tenantId, importJobId, steps);
    }
    return { importJobId, opened: opens, records: touched.length, obstacles: obstacles.slice(0, mostObstacles), obstacleCount: obstacles.length };
  }
}
