import { Module } from '@nestjs/common';
import { TaskWorkModule } from '../task-work/task-work.module.ts';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { BulkUpdateTasksHandler } from './bulk-update-tasks.handler.ts';
import { TaskListsController } from './task-lists.controller.ts';
import { TaskListsQueries } from './task-lists.queries.ts';

@Module({ imports: [TaskWorkModule, WorkflowsModule], controllers: [TaskListsController], providers: [BulkUpdateTasksHandler, TaskListsQueries], exports: [TaskListsQueries] })
export class TaskListsModule {}
