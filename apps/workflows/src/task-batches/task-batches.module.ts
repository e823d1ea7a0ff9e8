import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { TaskWorkModule } from '../task-work/task-work.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { ApplyTaskBatchHandler } from './apply-task-batch.handler.ts';
import { MatchTasksQueries } from './match-tasks.queries.ts';
import { PlanTaskBatchHandler } from './plan-task-batch.handler.ts';
import { TaskBatchReceipts } from './task-batch-receipts.repository.ts';
import { TaskBatchesController } from './task-batches.controller.ts';
import { TaskImportHistory } from './task-import-history.repository.ts';
import { TaskImportUndos } from './task-import-undos.repository.ts';
import { TasksOfChunkRepository } from './tasks-of-chunk.repository.ts';
import { UndoTaskImportHandler } from './undo-task-import.handler.ts';

@Module({
  imports: [PlantsModule, TaskWorkModule, TemplatesModule, WorkflowsModule],
  controllers: [TaskBatchesController],
  providers: [ApplyTaskBatchHandler, MatchTasksQueries, PlanTaskBatchHandler, TaskBatchReceipts, TaskImportHistory, TaskImportUndos, TasksOfChunkRepository, UndoTaskImportHandler],
})
export class TaskBatchesModule {}
