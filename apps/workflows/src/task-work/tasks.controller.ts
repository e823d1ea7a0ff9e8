import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  AssignTaskBody, ChangeTaskBody, ChangeTaskStatusBody, CheckPointBody, CommentBody, CompleteTaskBody, RescheduleTaskBody, ResumeTaskBody, SuspendTaskBody, TaskCommentPage, TaskCommentQuery, TaskCommentView, TaskView,
  WorkflowId, WorkflowTaskId,
} from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { WorkflowsQueries } from '../workflows/workflows.queries.ts';
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

@Controller('api/v1/workflows/workflows/:workflowId/tasks/:taskId')
export class TasksController {
  constructor(
    private readonly queries: WorkflowsQueries,
    private readonly comments: TaskCommentsQueries,
    private readonly changeTaskStatus: ChangeTaskStatusHandler,
    private readonly completeTask: CompleteTaskHandler,
    private readonly rescheduleTask: RescheduleTaskHandler,
    private readonly suspendTask: SuspendTaskHandler,
    private readonly resumeTask: ResumeTaskHandler,
    private readonly assignTask: AssignTaskHandler,
    private readonly checkPoint: CheckPointHandler,
    private readonly changeTask: ChangeTaskHandler,
    private readonly commentOnTask: CommentOnTaskHandler,
  ) {}

  @Get()
  @RequirePermission('workflows.workflow.read')
  @Returns(TaskView, 'Read a task and what it waits for')
  read(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @CurrentActor() actor: Actor) {
    return this.queries.task(workflowId, taskId, actor);
  }

  @Patch()
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Change priority, practice, hours or the form of a task')
  async change(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(ChangeTaskBody)) body: ChangeTaskBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changeTask.execute(workflowId, taskId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }

  @Post('status')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Start a task, put it back, block, skip or reopen it')
  async changeStatus(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(ChangeTaskStatusBody)) body: ChangeTaskStatusBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changeTaskStatus.execute(workflowId, taskId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }

  @Post('complete')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Complete a task; what its form captured goes to the authority records of the plant')
  async complete(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(CompleteTaskBody)) body: CompleteTaskBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.completeTask.execute(workflowId, taskId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }

  @Post('due-date')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Move the due date of a task, and what depends on it')
  async reschedule(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(RescheduleTaskBody)) body: RescheduleTaskBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.rescheduleTask.execute(workflowId, taskId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }

  @Post('suspend')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Say that the authority holds a practice up: its term stands still')
  async suspend(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(SuspendTaskBody)) body: SuspendTaskBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.suspendTask.execute(workflowId, taskId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }

  @Post('resume')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Say that the authority goes on: the term runs again')
  async resume(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(ResumeTaskBody)) body: ResumeTaskBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.resumeTask.execute(workflowId, taskId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }

  @Post('assign')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Give a task to a user, a role or a team, or to nobody')
  async assign(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(AssignTaskBody)) body: AssignTaskBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.assignTask.execute(workflowId, taskId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }

  @Post('checklist')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Tick a point of the checklist, or take the tick away')
  async check(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(CheckPointBody)) body: CheckPointBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.checkPoint.execute(workflowId, taskId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }

  @Get('comments')
  @RequirePermission('workflows.workflow.read')
  @Returns(TaskCommentPage, 'List the comments on a task, the newest first')
  listComments(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Query(zod(TaskCommentQuery)) query: TaskCommentQuery, @CurrentActor() actor: Actor) {
    return this.comments.list(workflowId, taskId, query, actor);
  }

  @Post('comments')
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskCommentView, 'Write about a task')
  comment(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @Body(zod(CommentBody)) body: CommentBody, @CurrentActor() actor: Actor) {
    return this.commentOnTask.execute(workflowId, taskId, body, actor);
  }
}
