import { Module } from '@nestjs/common';
import { ImportReceiptsModule } from '../import-receipts/import-receipts.module.ts';
import { ReadingsModule } from '../readings/readings.module.ts';
import { ApplyReadingBatchHandler } from './apply-reading-batch.handler.ts';
import { MetersOfChunkRepository } from './meters-of-chunk.repository.ts';
import { PlanReadingBatchHandler } from './plan-reading-batch.handler.ts';
import { ReadingBatchesController } from './reading-batches.controller.ts';
import { ReadingUndos } from './reading-undos.repository.ts';
import { UndoReadingChunkHandler } from './undo-reading-chunk.handler.ts';
import { UndoReadingImportHandler } from './undo-reading-import.handler.ts';

@Module({
  imports: [ImportReceiptsModule, ReadingsModule],
  controllers: [ReadingBatchesController],
  providers: [ApplyReadingBatchHandler, MetersOfChunkRepository, PlanReadingBatchHandler, ReadingUndos, UndoReadingChunkHandler, UndoReadingImportHandler],
})
export class ReadingBatchesModule {}
