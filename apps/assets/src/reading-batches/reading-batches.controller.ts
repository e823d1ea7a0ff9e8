import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ApplyBatchBody, BatchReceipt, UndoAnswer, UndoBatchesBody, UndoChunkBody, UndoChunkReceipt } from '@kairos/contracts';
import { Returns, zod, zodInBulk } from '@kairos/http';
import { ApplyReadingBatchHandler } from './apply-reading-batch.handler.ts';
import { PlanReadingBatchHandler } from './plan-reading-batch.handler.ts';
import { UndoReadingChunkHandler } from './undo-reading-chunk.handler.ts';
import { UndoReadingImportHandler } from './undo-reading-import.handler.ts';

@Controller('api/v1/assets/readings')
export class ReadingBatchesController {
  constructor(
    private readonly applyReadingBatch: ApplyReadingBatchHandler,
    private readonly planReadingBatch: PlanReadingBatchHandler,
    private readonly undoReadingImport: UndoReadingImportHandler,
    private readonly undoReadingChunk: UndoReadingChunkHandler,
  ) {}

  @Post('batches')
  @HttpCode(200)
  @RequirePermission('assets.reading.record')
  @Returns(BatchReceipt, 'Apply or plan one chunk of an import of readings')
  applyBatch(@Body(zodInBulk(ApplyBatchBody)) body: ApplyBatchBody, @CurrentActor() actor: Actor): Promise<BatchReceipt> {
    return body.dryRun ? this.planReadingBatch.execute(body, actor) : this.applyReadingBatch.execute(body, actor);
  }

  @Post('batches/undo')
  @HttpCode(200)
  @RequirePermission('intake.import-job.undo')
  @Returns(UndoAnswer, 'Look whether an import of readings can be undone, and open the undo')
  undo(@Body(zod(UndoBatchesBody)) body: UndoBatchesBody, @CurrentActor() actor: Actor): Promise<UndoAnswer> {
    return this.undoReadingImport.execute(body, actor);
  }

  @Post('batches/undo/chunks')
  @HttpCode(200)
  @RequirePermission('intake.import-job.undo')
  @Returns(UndoChunkReceipt, 'Undo one chunk of an import of readings')
  undoChunk(@Body(zod(UndoChunkBody)) body: UndoChunkBody, @CurrentActor() actor: Actor): Promise<UndoChunkReceipt> {
    return this.undoReadingChunk.execute(body, actor);
  }
}
