import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ApplyBatchBody, BatchReceipt, UndoAnswer, UndoBatchesBody, UndoChunkBody, UndoChunkReceipt } from '@kairos/contracts';
import { Returns, zod, zodInBulk } from '@kairos/http';
import { ApplyComponentBatchHandler } from './apply-component-batch.handler.ts';
import { PlanComponentBatchHandler } from './plan-component-batch.handler.ts';
import { UndoComponentChunkHandler } from './undo-component-chunk.handler.ts';
import { UndoComponentImportHandler } from './undo-component-import.handler.ts';

@Controller('api/v1/assets/components')
export class ComponentBatchesController {
  constructor(
    private readonly applyComponentBatch: ApplyComponentBatchHandler,
    private readonly planComponentBatch: PlanComponentBatchHandler,
    private readonly undoComponentImport: UndoComponentImportHandler,
    private readonly undoComponentChunk: UndoComponentChunkHandler,
  ) {}

  @Post('batches')
  @HttpCode(200)
  @RequirePermission('assets.component.manage')
  @Returns(BatchReceipt, 'Apply or plan one chunk of an import of components')
  applyBatch(@Body(zodInBulk(ApplyBatchBody)) body: ApplyBatchBody, @CurrentActor() actor: Actor): Promise<BatchReceipt> {
    return body.dryRun ? this.planComponentBatch.execute(body, actor) : this.applyComponentBatch.execute(body, actor);
  }

  @Post('batches/undo')
  @HttpCode(200)
  @RequirePermission('intake.import-job.undo')
  @Returns(UndoAnswer, 'Look whether an import of components can be undone, and open the undo')
  undo(@Body(zod(UndoBatchesBody)) body: UndoBatchesBody, @CurrentActor() actor: Actor): Promise<UndoAnswer> {
    return this.undoComponentImport.execute(body, actor);
  }

  @Post('batches/undo/chunks')
  @HttpCode(200)
  @RequirePermission('intake.import-job.undo')
  @Returns(UndoChunkReceipt, 'Undo one chunk of an import of components')
  undoChunk(@Body(zod(UndoChunkBody)) body: UndoChunkBody, @CurrentActor() actor: Actor): Promise<UndoChunkReceipt> {
    return this.undoComponentChunk.execute(body, actor);
  }
}
