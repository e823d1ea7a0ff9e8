import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import type { StartWorkflowBody } from '@kairos/contracts';
import { PlantFactsProjection, type PlantFacts } from '../plants/plant-facts.projection.ts';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { templateAppliesTo } from '../templates/applicable-templates.calc.ts';
import { WorkflowTemplateRepository } from '../templates/workflow-template.repository.ts';
import { dated, tasksFromTemplate } from './plan-from-template.calc.ts';
import { Workflow, stagesOf, type WorkflowPlan } from './workflow.entity.ts';
import { PlantUnknown, TemplateDoesNotApply } from './workflow.errors.ts';
import { WorkflowRepository } from './workflow.repository.ts';

type FromTemplate = Extract<StartWorkflowBody, { templateId: string }>;
type AdHoc = Exclude<StartWorkflowBody, FromTemplate>;

/** Sets a workflow up for a plant: from a version of a template, to which it stays pinned, or by hand. */
@Injectable()
export class StartWorkflowHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly facts: PlantFactsProjection,
    private readonly templates: WorkflowTemplateRepository,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute(body: StartWorkflowBody, actor: Actor): Promise<{ workflowId: string }> {
    const plant = reachesPlant(actor, body.plantId) ? await this.facts.hold(body.plantId, 'share') : undefined;
    if (!plant || plant.deleted) throw new PlantUnknown();
    const { calendar, today } = this.workflows.occasion(actor.userId);
    const startsOn = body.startsOn ?? today;
    const { plan, tasks } = 'templateId' in body ? this.fromTemplate(body, plant, startsOn) : { plan: adHoc(body, startsOn), tasks: [] };
    const workflow = Workflow.start(actor, plan);
    const owner = { tenantId: actor.tenantId, workflowId: workflow.id, plantId: plant.plantId };
    const opened = dated(tasks, plan.stages, startsOn, calendar).map((task) => WorkflowTask.open({ ...task, ...owner }));
    const running = this.workflows.begin(workflow, opened, actor, plant);
    running.note({ kind: 'workflow.started', after: { template: plan.template, status: workflow.status, startsOn, tasks: opened.length } });
    await this.workflows.save(running);
    return { workflowId: workflow.id };
  }

  private fromTemplate({ templateId, templateVersion, name, draft }: FromTemplate, plant: PlantFacts, startsOn: string) {
    const template = templateVersion === undefined ? this.templates.newest(templateId) : this.templates.read(templateId, templateVersion);
    const { applies, unmet } = templateAppliesTo(template, plant);
    if (!applies) throw new TemplateDoesNotApply(unmet);
    const { id, version, title, type, purpose, category, durationDays, authorities, baseDocuments, alertDays } = template;
    const plan: WorkflowPlan = {
      plantId: plant.plantId, name: name ?? title.en, description: null, template: { id, version }, type, purpose, category, startsOn, durationDays, stages: stagesOf(template), authorities, baseDocuments, alertDays, draft,
    };
    return { plan, tasks: tasksFromTemplate(template, plant) };
  }
}

/** One stage, which takes the tasks that are added one by one. */
const onlyStage = { code: 'tasks', title: { en: 'Tasks', it: 'Attività' }, phase: null, durationDays: 0, parallel: false };

function adHoc({ plantId, name, category, description, draft }: AdHoc, startsOn: string): WorkflowPlan {
  return {
    plantId, name, description: description ?? null, template: null, type: 'CUSTOM', purpose: 'Custom', category, startsOn, durationDays: null, stages: [onlyStage], authorities: [], baseDocuments: [],
    alertDays: [30, 15, 7, 1], draft,
  };
}
