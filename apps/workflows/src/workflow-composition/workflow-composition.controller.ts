import { Body, Controller, Param, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ComposeWorkflowBody, CopyWorkflowBody, MergeWorkflowsBody, StartSubWorkflowBody, WorkflowDetail, WorkflowId } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { WorkflowsQueries } from '../workflows/workflows.queries.ts';
import { ComposeWorkflowHandler } from './compose-workflow.handler.ts';
import { CopyWorkflowHandler } from './copy-workflow.handler.ts';
import { MergeWorkflowsHandler } from './merge-workflows.handler.ts';
import { StartSubWorkflowHandler } from './start-sub-workflow.handler.ts';

@Controller('api/v1/workflows/workflows')
export class WorkflowCompositionController {
  constructor(
    private readonly queries: WorkflowsQueries,
    private readonly composeWorkflow: ComposeWorkflowHandler,
    private readonly mergeWorkflows: MergeWorkflowsHandler,
    private readonly copyWorkflow: CopyWorkflowHandler,
    private readonly startSubWorkflow: StartSubWorkflowHandler,
  ) {}

  @Post('compose')
  @RequirePermission('workflows.workflow.write')
  @Returns(WorkflowDetail, 'Compose a workflow of one template per phase')
  async compose(@Body(zod(ComposeWorkflowBody)) body: ComposeWorkflowBody, @CurrentActor() actor: Actor) {
    const { workflowId } = await this.composeWorkflow.execute(body, actor);
    return this.queries.read(workflowId, actor);
  }

  @Post('merge')
  @RequirePermission('workflows.workflow.write')
  @Returns(WorkflowDetail, 'Merge workflows of one plant into one')
  async merge(@Body(zod(MergeWorkflowsBody)) body: MergeWorkflowsBody, @CurrentActor() actor: Actor) {
    const { workflowId } = await this.mergeWorkflows.execute(body, actor);
    return this.queries.read(workflowId, actor);
  }

  @Post(':workflowId/copy')
  @RequirePermission('workflows.workflow.write')
  @Returns(WorkflowDetail, 'Copy a workflow, with nothing done')
  async copy(@Param('workflowId', zod(WorkflowId)) id: WorkflowId, @Body(zod(CopyWorkflowBody)) body: CopyWorkflowBody, @CurrentActor() actor: Actor) {
    const { workflowId } = await this.copyWorkflow.execute(id, body, actor);
    return this.queries.read(workflowId, actor);
  }

  @Post(':workflowId/sub-workflows')
  @RequirePermission('workflows.workflow.write')
  @Returns(WorkflowDetail, 'Start a workflow within another; a task there follows it')
  async startSub(@Param('workflowId', zod(WorkflowId)) id: WorkflowId, @Body(zod(StartSubWorkflowBody)) body: StartSubWorkflowBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    const { workflowId } = await this.startSubWorkflow.execute(id, body, version, actor);
    return this.queries.read(workflowId, actor);
  }
}
