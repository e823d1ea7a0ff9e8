import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ChangesNothing, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ApplyBatchBody, BatchReceipt, MatchBody, MatchResults, UndoAnswer, UndoBatchesBody, UndoChunkBody, UndoChunkReceipt } from '@kairos/contracts';
import { Returns, zod, zodInBulk } from '@kairos/http';
import { ApplyTaskBatchHandler } from './apply-task-batch.handler.ts';
import { MatchTasksQueries } from './match-tasks.queries.ts';
import { PlanTaskBatchHandler } from './plan-task-batch.handler.ts';
import { UndoTaskImportHandler } from './undo-task-import.handler.ts';

@Controller('api/v1/workflows/tasks')
export class TaskBatchesController {
  constructor(
    private readonly applyTaskBatch: ApplyTaskBatchHandler,
    private readonly planTaskBatch: PlanTaskBatchHandler,
    private readonly undoTaskImport: UndoTaskImportHandler,
    private readonly queries: MatchTasksQueries,
  ) {}

  @Post('batches')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(BatchReceipt, 'Apply or plan one chunk of an import of tasks')
  applyBatch(@Body(zodInBulk(ApplyBatchBody)) body: ApplyBatchBody, @CurrentActor() actor: Actor): Promise<BatchReceipt> {
    return body.dryRun ? this.planTaskBatch.execute(body, actor) : this.applyTaskBatch.execute(body, actor);
  }

  @Post('batches/undo')
  @HttpCode(200)
  @RequirePermission('intake.import-job.undo')
  @Returns(UndoAnswer, 'Look whether an import of tasks can be undone, and undo it')
  undo(@Body(zod(UndoBatchesBody)) body: UndoBatchesBody, @CurrentActor() actor: Actor): Promise<UndoAnswer> {
    return this.undoTaskImport.execute(body, actor);
  }

  @Post('batches/undo/chunks')
  @HttpCode(200)
  @RequirePermission('intake.import-job.undo')
  @Returns(UndoChunkReceipt, 'Tell what the undo of an import of tasks did')
  undoChunk(@Body(zod(UndoChunkBody)) body: UndoChunkBody, @CurrentActor() actor: Actor): Promise<UndoChunkReceipt> {
    return this.undoTaskImport.receipt(body, actor);
  }

  @Post('match')
  @HttpCode(200)
  @ChangesNothing('it answers a question')
  @RequirePermission('workflows.workflow.read')
  @Returns(MatchResults, 'Find the open tasks that the titles in a file may stand for')
  match(@Body(zod(MatchBody)) body: MatchBody, @CurrentActor() actor: Actor): Promise<MatchResults> {
    return this.queries.match(body, actor);
  }
}
