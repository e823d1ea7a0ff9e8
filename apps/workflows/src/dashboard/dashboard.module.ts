import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module.ts';
import { DeadlinesModule } from '../deadlines/deadlines.module.ts';
import { DocumentsModule } from '../documents/documents.module.ts';
import { TaskListsModule } from '../task-lists/task-lists.module.ts';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { DashboardController } from './dashboard.controller.ts';
import { DashboardQueries } from './dashboard.queries.ts';

@Module({ imports: [ComplianceModule, DeadlinesModule, DocumentsModule, TaskListsModule, WorkflowsModule], controllers: [DashboardController], providers: [DashboardQueries] })
export class DashboardModule {}
