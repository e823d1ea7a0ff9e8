import { Module } from '@nestjs/common';
import { TemplatesModule } from '../templates/templates.module.ts';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { MigrateWorkflowHandler } from './migrate-workflow.handler.ts';
import { MigrationPlanner } from './migration-planner.ts';
import { MigrationPreviewQueries } from './migration-preview.queries.ts';
import { WorkflowMigrationsController } from './workflow-migrations.controller.ts';

@Module({ imports: [TemplatesModule, WorkflowsModule], controllers: [WorkflowMigrationsController], providers: [MigrateWorkflowHandler, MigrationPlanner, MigrationPreviewQueries] })
export class WorkflowMigrationsModule {}
