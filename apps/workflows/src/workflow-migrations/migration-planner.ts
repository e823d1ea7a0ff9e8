import { Injectable } from '@nestjs/common';
import type { MigrationPreview } from '@kairos/contracts';
import { templateAppliesTo } from '../templates/applicable-templates.calc.ts';
import { WorkflowTemplateRepository } from '../templates/workflow-template.repository.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { PlantUnknown, TemplateDoesNotApply, TooManyTasks, WorkflowIsClosed, mostTasksOfWorkflow } from '../workflows/workflow.errors.ts';
import { rehearsed } from './apply-moves.ts';
import { NotANewerVersion, WorkflowHasNoTemplate } from './migration.errors.ts';
import { planMigration, type MigrationPlan } from './migration-plan.calc.ts';
import { previewOf } from './migration-preview.calc.ts';

/** What the preview shows and the migration does, made by one and the same reckoning. */
@Injectable()
export class MigrationPlanner {
  constructor(private readonly templates: WorkflowTemplateRepository) {}

  /** @throws WorkflowHasNoTemplate, WorkflowIsClosed, NotANewerVersion, TemplateDoesNotApply */
  plan(running: RunningWorkflow, templateVersion?: number): { plan: MigrationPlan; preview: MigrationPreview } {
    const { workflow, plant } = running;
    const { templateId, templateVersion: current, status } = workflow;
    if (!templateId || !current) throw new WorkflowHasNoTemplate();
    if (status === 'Completed' || status === 'Cancelled') throw new WorkflowIsClosed(status);
    if (!plant) throw new PlantUnknown();
    const to = templateVersion === undefined ? this.templates.newest(templateId) : this.templates.read(templateId, templateVersion);
    if (to.version <= current) throw new NotANewerVersion(current, to.version);
    const { applies, unmet } = templateAppliesTo(to, plant);
    if (!applies) throw new TemplateDoesNotApply(unmet);
    const plan = planMigration(running, { from: this.templates.read(templateId, current), to }, plant);
    if (plan.moves.length > mostTasksOfWorkflow) throw new TooManyTasks(mostTasksOfWorkflow);
    return { plan, preview: previewOf(running, { ...plan, moves: rehearsed(running, plan) }, { id: to.id, version: to.version }) };
  }
}
