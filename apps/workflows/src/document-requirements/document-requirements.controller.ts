import { Controller, Get, Param } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { DeadlineId, MissingDocumentList, PlantId, RequirementList, WorkflowId, WorkflowTaskId } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { DocumentRequirementsQueries } from './document-requirements.queries.ts';

@Controller('api/v1/workflows')
export class DocumentRequirementsController {
  constructor(private readonly queries: DocumentRequirementsQueries) {}

  @Get('workflows/:workflowId/tasks/:taskId/requirements')
  @RequirePermission('documents.document.read')
  @Returns(RequirementList, 'List the documents that a task asks for, and how it stands with each')
  ofTask(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Param('taskId', zod(WorkflowTaskId)) taskId: WorkflowTaskId, @CurrentActor() actor: Actor): Promise<RequirementList> {
    return this.queries.ofTask(workflowId, taskId, actor);
  }

  @Get('workflows/:workflowId/requirements')
  @RequirePermission('documents.document.read')
  @Returns(RequirementList, 'List the documents that a workflow as a whole asks for, and how it stands with each')
  ofWorkflow(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @CurrentActor() actor: Actor): Promise<RequirementList> {
    return this.queries.ofWorkflow(workflowId, actor);
  }

  @Get('deadlines/:deadlineId/requirements')
  @RequirePermission('documents.document.read')
  @Returns(RequirementList, 'List the documents that the obligation of a deadline asks for, and how it stands with each')
  ofDeadline(@Param('deadlineId', zod(DeadlineId)) deadlineId: DeadlineId, @CurrentActor() actor: Actor): Promise<RequirementList> {
    return this.queries.ofDeadline(deadlineId, actor);
  }

  @Get('plants/:plantId/missing-documents')
  @RequirePermission('documents.document.read')
  @Returns(MissingDocumentList, 'List what the open tasks, workflows and deadlines of a plant ask for and lack, and what of it has expired')
  missing(@Param('plantId', zod(PlantId)) plantId: PlantId, @CurrentActor() actor: Actor): Promise<MissingDocumentList> {
    return this.queries.missingOf(plantId, actor);
  }
}
