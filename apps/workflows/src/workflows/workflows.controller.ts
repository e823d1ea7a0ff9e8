import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  AddTaskBody, ChangeWorkflowBody, ChangeWorkflowStatusBody, ListWorkflowsQuery, StartWorkflowBody, TaskList, TaskView, TimelinePage, TimelineQuery, WorkflowDetail, WorkflowId, WorkflowPage,
} from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { AddTaskHandler } from './add-task.handler.ts';
import { ChangeWorkflowHandler } from './change-workflow.handler.ts';
import { ChangeWorkflowStatusHandler } from './change-workflow-status.handler.ts';
import { RemoveWorkflowHandler } from './remove-workflow.handler.ts';
import { StartWorkflowHandler } from './start-workflow.handler.ts';
import { TimelineQueries } from './timeline.queries.ts';
import { WorkflowsQueries } from './workflows.queries.ts';

@Controller('api/v1/workflows/workflows')
export class WorkflowsController {
  constructor(
    private readonly queries: WorkflowsQueries,
    private readonly timeline: TimelineQueries,
    private readonly startWorkflow: StartWorkflowHandler,
    private readonly changeWorkflow: ChangeWorkflowHandler,
    private readonly changeWorkflowStatus: ChangeWorkflowStatusHandler,
    private readonly removeWorkflow: RemoveWorkflowHandler,
    private readonly addTask: AddTaskHandler,
  ) {}

  @Get()
  @RequirePermission('workflows.workflow.read')
  @Returns(WorkflowPage, 'List workflows, the newest first')
  list(@Query(zod(ListWorkflowsQuery)) query: ListWorkflowsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get(':workflowId')
  @RequirePermission('workflows.workflow.read')
  @Returns(WorkflowDetail, 'Read a workflow, its stages and how far it is')
  read(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @CurrentActor() actor: Actor) {
    return this.queries.read(workflowId, actor);
  }

  @Post()
  @RequirePermission('workflows.workflow.write')
  @Returns(WorkflowDetail, 'Start a workflow for a plant, from a template or by hand')
  async start(@Body(zod(StartWorkflowBody)) body: StartWorkflowBody, @CurrentActor() actor: Actor) {
    const { workflowId } = await this.startWorkflow.execute(body, actor);
    return this.queries.read(workflowId, actor);
  }

  @Patch(':workflowId')
  @RequirePermission('workflows.workflow.write')
  @Returns(WorkflowDetail, 'Call a workflow otherwise')
  async change(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Body(zod(ChangeWorkflowBody)) body: ChangeWorkflowBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changeWorkflow.execute(workflowId, body, version, actor);
    return this.queries.read(workflowId, actor);
  }

  @Post(':workflowId/status')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(WorkflowDetail, 'Activate, pause, complete or cancel a workflow')
  async changeStatus(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Body(zod(ChangeWorkflowStatusBody)) body: ChangeWorkflowStatusBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changeWorkflowStatus.execute(workflowId, body, version, actor);
    return this.queries.read(workflowId, actor);
  }

  @Delete(':workflowId')
  @HttpCode(204)
  @RequirePermission('workflows.workflow.delete')
  @Returns(null, 'Remove a workflow')
  remove(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.removeWorkflow.execute(workflowId, version, actor);
  }

  @Get(':workflowId/timeline')
  @RequirePermission('workflows.workflow.read')
  @Returns(TimelinePage, 'List what happened to a workflow and its tasks, the newest first')
  listTimeline(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Query(zod(TimelineQuery)) query: TimelineQuery, @CurrentActor() actor: Actor) {
    return this.timeline.list(workflowId, query, actor);
  }

  @Get(':workflowId/tasks')
  @RequirePermission('workflows.workflow.read')
  @Returns(TaskList, 'List the tasks of a workflow')
  async listTasks(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @CurrentActor() actor: Actor): Promise<TaskList> {
    return { items: await this.queries.tasks(workflowId, actor) };
  }

  @Post(':workflowId/tasks')
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskView, 'Add a task to a workflow')
  async add(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Body(zod(AddTaskBody)) body: AddTaskBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    const { taskId } = await this.addTask.execute(workflowId, body, version, actor);
    return this.queries.task(workflowId, taskId, actor);
  }
}
