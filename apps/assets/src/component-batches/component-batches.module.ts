import { Module } from '@nestjs/common';
import { ImportReceiptsModule } from '../import-receipts/import-receipts.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { ApplyComponentBatchHandler } from './apply-component-batch.handler.ts';
import { ComponentBatchesController } from './component-batches.controller.ts';
import { ComponentsOfChunkRepository } from './components-of-chunk.repository.ts';
import { PlanComponentBatchHandler } from './plan-component-batch.handler.ts';

@Module({
  imports: [ImportReceiptsModule, PlantsModule],
  controllers: [ComponentBatchesController],
  providers: [ApplyComponentBatchHandler, ComponentsOfChunkRepository, PlanComponentBatchHandler],
})
export class ComponentBatchesModule {}
