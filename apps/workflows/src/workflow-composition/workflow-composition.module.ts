import { Module } from '@nestjs/common';
import { LegalHoldsModule } from '../legal-holds/legal-holds.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { ComposeWorkflowHandler } from './compose-workflow.handler.ts';
import { CopyWorkflowHandler } from './copy-workflow.handler.ts';
import { MergeWorkflowsHandler } from './merge-workflows.handler.ts';
import { StartSubWorkflowHandler } from './start-sub-workflow.handler.ts';
import { WorkflowCompositionController } from './workflow-composition.controller.ts';

@Module({
  imports: [LegalHoldsModule, PlantsModule, TemplatesModule, WorkflowsModule],
  controllers: [WorkflowCompositionController],
  providers: [ComposeWorkflowHandler, CopyWorkflowHandler, MergeWorkflowsHandler, StartSubWorkflowHandler],
})
export class WorkflowCompositionModule {}
