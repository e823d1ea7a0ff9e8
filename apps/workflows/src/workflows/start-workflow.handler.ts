import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { reachesPlant, type Actor } from '@kairos/auth';
import type { StartWorkflowBody } from '@kairos/contracts';
import { PlantFactsProjection, type PlantFacts } from '../plants/plant-facts.projection.ts';
import { WorkflowTemplateRepository } from '../templates/workflow-template.repository.ts';
import { planByHand, planFromTemplate, startPlanned, type Planned } from './plan-workflow.calc.ts';
import { PlantUnknown } from './workflow.errors.ts';
import { WorkflowRepository } from './workflow.repository.ts';

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
    const planned = this.planned(body, plant, body.startsOn ?? today);
    const { workflow, tasks } = startPlanned(planned, actor, calendar);
    const running = this.workflows.begin(workflow, tasks, actor, plant);
    running.tellStart();
    await this.workflows.save(running);
    return { workflowId: workflow.id };
  }

  private planned(body: StartWorkflowBody, plant: PlantFacts, startsOn: string): Planned {
    if (!('templateId' in body)) return planByHand({ ...body, description: body.description ?? null, startsOn });
    const { templateId, templateVersion, name, draft } = body;
    const template = templateVersion === undefined ? this.templates.newest(templateId) : this.templates.read(templateId, templateVersion);
    return planFromTemplate(template, plant, { name, startsOn, draft });
  }
}
