import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { BulkUpdateTasksBody, ListTasksQuery, MyTasksQuery, TaskOutcomes, TaskPage } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { BulkUpdateTasksHandler } from './bulk-update-tasks.handler.ts';
import { TaskListsQueries } from './task-lists.queries.ts';

@Controller('api/v1/workflows')
export class TaskListsController {
  constructor(
    private readonly queries: TaskListsQueries,
    private readonly bulkUpdateTasks: BulkUpdateTasksHandler,
  ) {}

  @Get('tasks')
  @RequirePermission('workflows.workflow.read')
  @Returns(TaskPage, 'List open tasks of active workflows, by priority and due date')
  list(@Query(zod(ListTasksQuery)) query: ListTasksQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get('my-tasks')
  @RequirePermission('workflows.workflow.read')
  @Returns(TaskPage, 'List open tasks given to oneself, to a role or team one has, or to somebody one stands in for')
  mine(@Query(zod(MyTasksQuery)) query: MyTasksQuery, @CurrentActor() actor: Actor) {
    return this.queries.mine(query, actor);
  }

  @Post('tasks/bulk')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(TaskOutcomes, 'Change many tasks; tells what became of each')
  async bulkUpdate(@Body(zod(BulkUpdateTasksBody)) body: BulkUpdateTasksBody, @CurrentActor() actor: Actor): Promise<TaskOutcomes> {
    return { items: await this.bulkUpdateTasks.execute(body, actor) };
  }
}
