import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { CompleteDeadlineBody, CompletedDeadline, DeadlineId, DeadlinePage, DeadlineSummary, DeadlineSummaryQuery, DeadlineView, ListDeadlinesQuery } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { CompleteDeadlineHandler } from './complete-deadline.handler.ts';
import { DeadlinesQueries } from './deadlines.queries.ts';

@Controller('api/v1/workflows/deadlines')
export class DeadlinesController {
  constructor(
    private readonly queries: DeadlinesQueries,
    private readonly completeDeadline: CompleteDeadlineHandler,
  ) {}

  @Get()
  @RequirePermission('workflows.deadline.read')
  @Returns(DeadlinePage, 'List deadlines by due date, undated ones last')
  list(@Query(zod(ListDeadlinesQuery)) query: ListDeadlinesQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get('summary')
  @RequirePermission('workflows.deadline.read')
  @Returns(DeadlineSummary, 'Count deadlines by how soon they fall due')
  summary(@Query(zod(DeadlineSummaryQuery)) query: DeadlineSummaryQuery, @CurrentActor() actor: Actor) {
    return this.queries.summary(query, actor);
  }

  @Get(':deadlineId')
  @RequirePermission('workflows.deadline.read')
  @Returns(DeadlineView, 'Read a deadline and why it exists')
  read(@Param('deadlineId', zod(DeadlineId)) deadlineId: DeadlineId, @CurrentActor() actor: Actor) {
    return this.queries.read(deadlineId, actor);
  }

  @Post(':deadlineId/complete')
  @HttpCode(200)
  @RequirePermission('workflows.deadline.complete')
  @Returns(CompletedDeadline, 'Complete a deadline; the next occurrence opens')
  async complete(@Param('deadlineId', zod(DeadlineId)) deadlineId: DeadlineId, @Body(zod(CompleteDeadlineBody)) body: CompleteDeadlineBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    const { nextId } = await this.completeDeadline.execute(deadlineId, body, version, actor);
    return { ...(await this.queries.read(deadlineId, actor)), next: nextId === null ? null : await this.queries.read(nextId, actor) };
  }
}
