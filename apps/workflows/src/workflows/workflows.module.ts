import { Module } from '@nestjs/common';
import { DocumentRequirementsModule } from '../document-requirements/document-requirements.module.ts';
import { ObligationsModule } from '../obligations/obligations.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { TaskSnapshots } from '../tasks/task-snapshots.job.ts';
import { TemplatesModule } from '../templates/templates.module.ts';
import { AddTaskHandler } from './add-task.handler.ts';
import { ApplyPlantFacts } from './apply-plant-facts.ts';
import { ChangeWorkflowHandler } from './change-workflow.handler.ts';
import { ChangeWorkflowStatusHandler } from './change-workflow-status.handler.ts';
import { RemoveWorkflowHandler } from './remove-workflow.handler.ts';
import { StartWorkflowHandler } from './start-workflow.handler.ts';
import { TimelineQueries } from './timeline.queries.ts';
import { WorkflowSnapshots } from './workflow-snapshots.job.ts';
import { WorkflowRepository } from './workflow.repository.ts';
import { WorkflowsController } from './workflows.controller.ts';
import { WorkflowsQueries } from './workflows.queries.ts';

@Module({
  imports: [DocumentRequirementsModule, ObligationsModule, PlantsModule, TemplatesModule],
  controllers: [WorkflowsController],
  providers: [
    AddTaskHandler, ApplyPlantFacts, ChangeWorkflowHandler, ChangeWorkflowStatusHandler, RemoveWorkflowHandler, StartWorkflowHandler, TaskSnapshots, TimelineQueries, WorkflowRepository, WorkflowSnapshots,
    WorkflowsQueries,
  ],
  exports: [ApplyPlantFacts, WorkflowRepository, WorkflowsQueries],
})
export class WorkflowsModule {}
