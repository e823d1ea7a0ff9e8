import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { MigrateWorkflowBody, MigrationPreview, MigrationPreviewQuery, WorkflowDetail, WorkflowId } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { WorkflowsQueries } from '../workflows/workflows.queries.ts';
import { MigrateWorkflowHandler } from './migrate-workflow.handler.ts';
import { MigrationPreviewQueries } from './migration-preview.queries.ts';

@Controller('api/v1/workflows/workflows/:workflowId')
export class WorkflowMigrationsController {
  constructor(
    private readonly previews: MigrationPreviewQueries,
    private readonly workflows: WorkflowsQueries,
    private readonly migrateWorkflow: MigrateWorkflowHandler,
  ) {}

  @Get('migration-preview')
  @RequirePermission('workflows.workflow.read')
  @Returns(MigrationPreview, 'Tell what a later version of its template would make of a workflow; nothing is stored')
  preview(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Query(zod(MigrationPreviewQuery)) query: MigrationPreviewQuery, @CurrentActor() actor: Actor) {
    return this.previews.preview(workflowId, query, actor);
  }

  @Post('migrate')
  @HttpCode(200)
  @RequirePermission('workflows.workflow.write')
  @Returns(WorkflowDetail, 'Bring a workflow to a later version of its template, exactly as previewed')
  async migrate(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Body(zod(MigrateWorkflowBody)) body: MigrateWorkflowBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.migrateWorkflow.execute(workflowId, body, version, actor);
    return this.workflows.read(workflowId, actor);
  }
}
