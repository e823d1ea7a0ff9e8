import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { demandActingService, may, type Actor } from '@kairos/auth';
import { mostObstacles, type UndoAnswer, type UndoBatchesBody, type UndoChunkBody, type UndoChunkReceipt, type UndoObstacle } from '@kairos/contracts';
import { auditBulk, commandContext } from '@kairos/event-bus';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { undoInWorkflow, type Undone } from './undo-in-workflow.calc.ts';
import { TaskBatchReceipts } from './task-batch-receipts.repository.ts';
import { ImportIsNotBeingUndone, ImportNotPermitted } from './task-batch.errors.ts';
import { obstaclesTo } from './undo-obstacles.calc.ts';
import { TaskImportUndos } from './task-import-undos.repository.ts';

/** Undoes an import as one: everything of it in one transaction, or nothing where something stands in the way. Asked again, it answers the same. */
@Injectable()
export class UndoTaskImportHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly receipts: TaskBatchReceipts,
    private readonly undos: TaskImportUndos,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute({ importJobId, dryRun }: UndoBatchesBody, actor: Actor): Promise<UndoAnswer> {
    demandImporter(actor);
    if (!dryRun) await this.receipts.takeTurns(actor.tenantId);
    const done = await this.undos.done(importJobId);
    if (done) return { importJobId, opened: true, records: done.removed + done.restored, obstacles: [], obstacleCount: 0 };
    const { touched, plants, workflowIds } = await this.undos.touched(importJobId, actor, dryRun ? 'look' : 'hold');
    const running = await this.workflows.these(workflowIds, plants, actor, dryRun ? 'look' : 'hold');
    const obstacles: UndoObstacle[] = obstaclesTo(touched, running, plants);
    const opened = !dryRun && obstacles.length === 0;
    if (opened) {
      const context = commandContext();
      if (context) context.audit = 'bulk';
      const undone: Undone[] = running.map((one) => undoInWorkflow(one, touched));
      await this.workflows.saveAll(running.filter(({ changes }) => changes.length > 0));
      const [removed, restored] = [undone.reduce((sum, one) => sum + one.removed, 0), undone.reduce((sum, one) => sum + one.restored, 0)];
      auditBulk(this.em, 'workflows', { resourceType: 'TaskBatch', resourceId: importJobId, count: removed + restored, results: JSON.stringify(touched.map(({ recordId, held }) => ({ recordId, held }))) });
      await this.undos.keep(importJobId, actor.tenantId, { removed, restored });
    }
    return { importJobId, opened, records: touched.length, obstacles: obstacles.slice(0, mostObstacles), obstacleCount: obstacles.length };
  }

  /** All of it was undone when it was opened: the first chunk tells of that. @throws ImportIsNotBeingUndone */
  async receipt({ importJobId, chunkIndex }: UndoChunkBody, actor: Actor): Promise<UndoChunkReceipt> {
    demandImporter(actor);
    const done = await this.undos.done(importJobId);
    if (!done) throw new ImportIsNotBeingUndone();
    return { importJobId, chunkIndex, ...(chunkIndex === 0 ? done : { removed: 0, restored: 0 }), left: 0 };
  }
}

/** Whose imports a user may undo is known to intake, which asks in their name. */
function demandImporter(actor: Actor): void {
  demandActingService(actor, 'intake');
  if (!may(actor, 'workflows.workflow.write')) throw new ImportNotPermitted();
}
