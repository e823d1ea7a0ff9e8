import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ApplyBatchBody, BatchReceipt } from '@kairos/contracts';
import { Returns, zodInBulk } from '@kairos/http';
import { ApplyReadingBatchHandler } from './apply-reading-batch.handler.ts';
import { PlanReadingBatchHandler } from './plan-reading-batch.handler.ts';

@Controller('api/v1/assets/readings')
export class ReadingBatchesController {
  constructor(
    private readonly applyReadingBatch: ApplyReadingBatchHandler,
    private readonly planReadingBatch: PlanReadingBatchHandler,
  ) {}

  @Post('batches')
  @HttpCode(200)
  @RequirePermission('assets.reading.record')
  @Returns(BatchReceipt, 'Apply or plan one chunk of an import of readings')
  applyBatch(@Body(zodInBulk(ApplyBatchBody)) body: ApplyBatchBody, @CurrentActor() actor: Actor): Promise<BatchReceipt> {
    return body.dryRun ? this.planReadingBatch.execute(body, actor) : this.applyReadingBatch.execute(body, actor);
  }
}
