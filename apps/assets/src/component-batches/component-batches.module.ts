import { Module } from '@nestjs/common';
import { ImportReceiptsModule } from '../import-receipts/import-receipts.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { ApplyComponentBatchHandler } from './apply-component-batch.handler.ts';
import { ComponentBatchesController } from './component-batches.controller.ts';
import { ComponentImportHistory } from './component-import-history.repository.ts';
import { ComponentUndos } from './component-undos.repository.ts';
import { ComponentsOfChunkRepository } from './components-of-chunk.repository.ts';
import { PlanComponentBatchHandler } from './plan-component-batch.handler.ts';
import { UndoComponentChunkHandler } from './undo-component-chunk.handler.ts';
import { UndoComponentImportHandler } from './undo-component-import.handler.ts';

@Module({
  imports: [ImportReceiptsModule, PlantsModule],
  controllers: [ComponentBatchesController],
  providers: [ApplyComponentBatchHandler, ComponentImportHistory, ComponentUndos, ComponentsOfChunkRepository, PlanComponentBatchHandler, UndoComponentChunkHandler, UndoComponentImportHandler],
})
export class ComponentBatchesModule {}
