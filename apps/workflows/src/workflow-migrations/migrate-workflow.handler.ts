import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { MigrateWorkflowBody, MigrationPreview } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { WorkflowTemplateRepository } from '../templates/workflow-template.repository.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { carryOut } from './apply-moves.ts';
import { PreviewIsOutdated } from './migration.errors.ts';
import { MigrationPlanner } from './migration-planner.ts';

/** Brings a running workflow to a later version of its template: exactly as it was previewed, or not at all. */
@Injectable()
export class MigrateWorkflowHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
    private readonly templates: WorkflowTemplateRepository,
    private readonly planner: MigrationPlanner,
  ) {}

  @Transactional()
  async execute(workflowId: string, { templateVersion, digest }: MigrateWorkflowBody, expectedVersion: number, actor: Actor): Promise<void> {
    const running = await this.workflows.load(workflowId, actor);
    const { workflow } = running;
    expectVersion(workflow.version, expectedVersion);
    const { plan, preview } = this.planner.plan(running, templateVersion);
    if (preview.digest !== digest) throw new PreviewIsOutdated();
    const { durationDays, authorities, baseDocuments, alertDays } = this.templates.read(preview.to.id, preview.to.version);
    workflow.change({ templateVersion, stages: plan.stages, durationDays, authorities, baseDocuments, alertDays });
    running.note({ kind: 'workflow.migrated', before: { template: preview.from, dueOn: preview.dueOn.before }, after: { template: preview.to, dueOn: preview.dueOn.after, tasks: told(preview) } });
    carryOut(running, plan.moves, `migrated to version ${templateVersion}`);
    await this.workflows.save(running);
  }
}

/** What became of each task that did not stay as it was. */
function told({ tasks }: MigrationPreview) {
  const moved = ({ fate, state, dueOn }: (typeof tasks)[number]) => (fate !== 'kept' && fate !== 'ownTask') || state.before !== state.after || dueOn.before !== dueOn.after;
  return tasks.filter(moved).map(({ code, fate, changedFields, state, dueOn }) => ({ code, fate, changedFields, state, dueOn }));
}
