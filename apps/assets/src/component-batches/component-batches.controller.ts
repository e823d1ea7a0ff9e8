import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ApplyBatchBody, BatchReceipt } from '@kairos/contracts';
import { Returns, zodInBulk } from '@kairos/http';
import { ApplyComponentBatchHandler } from './apply-component-batch.handler.ts';
import { PlanComponentBatchHandler } from './plan-component-batch.handler.ts';

@Controller('api/v1/assets/components')
export class ComponentBatchesController {
  constructor(
    private readonly applyComponentBatch: ApplyComponentBatchHandler,
    private readonly planComponentBatch: PlanComponentBatchHandler,
  ) {}

  @Post('batches')
  @HttpCode(200)
  @RequirePermission('assets.component.manage')
  @Returns(BatchReceipt, 'Apply or plan one chunk of an import of components')
  applyBatch(@Body(zodInBulk(ApplyBatchBody)) body: ApplyBatchBody, @CurrentActor() actor: Actor): Promise<BatchReceipt> {
    return body.dryRun ? this.planComponentBatch.execute(body, actor) : this.applyComponentBatch.execute(body, actor);
  }
}
