import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import { workflowPhases, type ComposeWorkflowBody, type WorkflowTemplate } from '@kairos/contracts';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { templateAppliesTo } from '../templates/applicable-templates.calc.ts';
import { WorkflowTemplateRepository } from '../templates/workflow-template.repository.ts';
import { dated, tasksFromTemplate } from '../workflows/plan-from-template.calc.ts';
import { stagesOf, Workflow, type WorkflowPlan } from '../workflows/workflow.entity.ts';
import { PlantUnknown, TemplateDoesNotApply } from '../workflows/workflow.errors.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { PhaseTakenTwice, TemplateHasNoPhase } from './composition.errors.ts';

/** Puts templates of several phases together, in the order of the phases. */
@Injectable()
export class ComposeWorkflowHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly templates: WorkflowTemplateRepository,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute(body: ComposeWorkflowBody, actor: Actor): Promise<{ workflowId: string }> {
    const plant = reachesPlant(actor, body.plantId) ? await this.facts.hold(body.plantId, 'share') : undefined;
    if (!plant || plant.deleted) throw new PlantUnknown();
    const parts = inOrder(body.parts.map(({ templateId, templateVersion }) => (templateVersion === undefined ? this.templates.newest(templateId) : this.templates.read(templateId, templateVersion))));
    const unmet = parts.flatMap((template) => templateAppliesTo(template, plant)).flatMap((verdict) => (verdict.applies ? [] : verdict.unmet));
    if (unmet.length > 0) throw new TemplateDoesNotApply(unmet);
    const { calendar, today } = this.workflows.occasion(actor.userId);
    const plan = planOf(parts, body, body.startsOn ?? today);
    const workflow = Workflow.start(actor, plan);
    const owner = { tenantId: actor.tenantId, workflowId: workflow.id, plantId: plant.plantId };
    const tasks = dated(parts.flatMap((template) => tasksFromTemplate(template, plant, `${template.id}.`)), plan.stages, plan.startsOn, calendar).map((task) => WorkflowTask.open({ ...task, ...owner }));
    const running = this.workflows.begin(workflow, tasks, actor, plant);
    running.note({ kind: 'workflow.started', after: { parts: plan.parts, status: workflow.status, startsOn: plan.startsOn, tasks: tasks.length } });
    await this.workflows.save(running);
    return { workflowId: workflow.id };
  }
}

/** @throws TemplateHasNoPhase, PhaseTakenTwice */
function inOrder(parts: readonly WorkflowTemplate[]): WorkflowTemplate[] {
  const phases = parts.map(({ id, phase }) => {
    if (!phase) throw new TemplateHasNoPhase(id);
    return phase;
  });
  const twice = phases.find((phase, index) => phases.indexOf(phase) !== index);
  if (twice) throw new PhaseTakenTwice(twice);
  return [...parts].sort((one, other) => workflowPhases.indexOf(one.phase as (typeof phases)[number]) - workflowPhases.indexOf(other.phase as (typeof phases)[number]));
}

function planOf(parts: readonly WorkflowTemplate[], { plantId, name, draft }: ComposeWorkflowBody, startsOn: string): WorkflowPlan {
  return {
    plantId, name, description: null, template: null, type: 'COMPOSITE', purpose: 'Custom', category: parts[0]?.category ?? 'Activation', startsOn, durationDays: parts.reduce((days, part) => days + part.durationDays, 0),
    stages: parts.flatMap((part) => stagesOf(part).map((stage) => ({ ...stage, code: `${part.id}.${stage.code}` }))), parts: parts.map(({ id, version }) => ({ id, version })),
    authorities: [...new Set(parts.flatMap(({ authorities }) => authorities))], baseDocuments: [...new Map(parts.flatMap(({ baseDocuments }) => baseDocuments).map((document) => [document.code, document])).values()],
    alertDays: parts[0]?.alertDays ?? [], draft,
  };
}
