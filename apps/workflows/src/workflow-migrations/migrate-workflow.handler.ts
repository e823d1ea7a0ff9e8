import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { MigrateWorkflowBody, MigrationPreview } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { WorkflowTemplateRepository } from '../templates/workflow-template.repository.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { PreviewIsOutdated } from './migration.errors.ts';
import type { Move } from './migration-plan.calc.ts';
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
    const reason = `migrated to version ${templateVersion}`;
    for (const [position, move] of plan.moves.entries()) apply(running, move, position, reason);
    const { durationDays, authorities, baseDocuments, alertDays } = this.templates.read(preview.to.id, preview.to.version);
    workflow.change({ templateVersion, stages: plan.stages, durationDays, authorities, baseDocuments, alertDays });
    running.note({ kind: 'workflow.migrated', before: { template: preview.from, dueOn: preview.dueOn.before }, after: { template: preview.to, dueOn: preview.dueOn.after, tasks: told(preview) } });
    running.closeOrReopen();
    await this.workflows.save(running);
  }
}

function apply(running: RunningWorkflow, move: Move, position: number, reason: string): void {
  const { id, task, code, stageCode, definition, priority, dependsOn, changedFields, droppedValues, state, skipped, startsOn, dueOn, termEndsOn } = move;
  if (task) return task.migrate({ changed: { fields: changedFields, droppedValues }, definition, state, stageCode, dependsOn, priority, position, skipped, startsOn, dueOn, termEndsOn }, reason);
  const { tenantId, id: workflowId, plantId } = running.workflow;
  const dates = startsOn && dueOn ? { startsOn, dueOn } : null;
  const opened = WorkflowTask.open({ id, tenantId, workflowId, plantId, stageCode, code, position, definition, priority, dependsOn, dates, termEndsOn, skipped });
  running.tasks.splice(position, 0, opened);
  running.added.push(opened);
}

/** What became of each task that did not stay as it was. */
function told({ tasks }: MigrationPreview) {
  const moved = ({ fate, state, dueOn }: (typeof tasks)[number]) => (fate !== 'kept' && fate !== 'ownTask') || state.before !== state.after || dueOn.before !== dueOn.after;
  return tasks.filter(moved).map(({ code, fate, changedFields, state, dueOn }) => ({ code, fate, changedFields, state, dueOn }));
}
