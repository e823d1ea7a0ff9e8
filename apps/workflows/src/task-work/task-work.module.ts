import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/absences.module.ts';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { AssignTaskHandler } from './assign-task.handler.ts';
import { ChangeTaskHandler } from './change-task.handler.ts';
import { ChangeTaskStatusHandler } from './change-task-status.handler.ts';
import { CheckPointHandler } from './check-point.handler.ts';
import { CommentOnTaskHandler } from './comment-on-task.handler.ts';
import { CompleteTaskHandler } from './complete-task.handler.ts';
import { RescheduleTaskHandler } from './reschedule-task.handler.ts';
import { ResumeTaskHandler } from './resume-task.handler.ts';
import { SuspendTaskHandler } from './suspend-task.handler.ts';
import { TaskCommentsQueries } from './task-comments.queries.ts';
import { TaskRepository } from './task.repository.ts';
import { TasksController } from './tasks.controller.ts';

@Module({
  imports: [AbsencesModule, WorkflowsModule],
  controllers: [TasksController],
  providers: [
    AssignTaskHandler, ChangeTaskHandler, ChangeTaskStatusHandler, CheckPointHandler, CommentOnTaskHandler, CompleteTaskHandler, RescheduleTaskHandler, ResumeTaskHandler, SuspendTaskHandler, TaskCommentsQueries, TaskRepository,
  ],
  exports: [TaskRepository],
})
export class TaskWorkModule {}
