import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import type { MigrationPreview, MigrationPreviewQuery } from '@kairos/contracts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { MigrationPlanner } from './migration-planner.ts';

@Injectable()
export class MigrationPreviewQueries {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly planner: MigrationPlanner,
  ) {}

  /** What a migration would do as things are now. Nothing is stored or held. */
  async preview(workflowId: string, { templateVersion }: MigrationPreviewQuery, actor: Actor): Promise<MigrationPreview> {
    return this.planner.plan(await this.workflows.look(workflowId, actor), templateVersion).preview;
  }
}
