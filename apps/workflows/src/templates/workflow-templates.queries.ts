import { Injectable } from '@nestjs/common';
import { reachesPlant, type Actor } from '@kairos/auth';
import type { ApplicableTemplates, ApplicableTemplatesQuery, ListWorkflowTemplatesQuery, WorkflowTemplate, WorkflowTemplateList, WorkflowTemplateSummary } from '@kairos/contracts';
import { NotFound } from '@kairos/http';
import { PlantFactsProjection } from '../plants/plant-facts.projection.ts';
import { applicableTasks, chosenFirst, templateAppliesTo } from './applicable-templates.calc.ts';
import { tasksOf } from './workflow-template.calc.ts';
import { WorkflowTemplateRepository } from './workflow-template.repository.ts';

@Injectable()
export class WorkflowTemplatesQueries {
  constructor(
    private readonly templates: WorkflowTemplateRepository,
    private readonly facts: PlantFactsProjection,
  ) {}

  list({ purpose, phase }: ListWorkflowTemplatesQuery): WorkflowTemplateList {
    return { items: this.templates.all().filter((template) => isAskedFor(template, purpose, phase)).map((template) => this.summaryOf(template)) };
  }

  /** What applies to a plant and what does not, each with the predicate and the values that decided. */
  async applicable({ plantId, purpose, phase }: ApplicableTemplatesQuery, actor: Actor): Promise<ApplicableTemplates> {
    const plant = reachesPlant(actor, plantId) ? await this.facts.find(plantId) : undefined;
    if (!plant || plant.deleted) throw new NotFound('plant');
    const decided = this.templates.all().filter((template) => isAskedFor(template, purpose, phase)).map((template) => ({ template, ...templateAppliesTo(template, plant) }));
    const first = chosenFirst(decided.filter(({ applies }) => applies).map(({ template }) => template));
    return {
      plantId,
      items: decided.filter(({ applies }) => applies).map(({ template, why }) => ({ ...this.summaryOf(template), why, chosenFirst: first.has(template), tasks: applicableTasks(template, plant) })),
      excluded: decided.filter(({ applies }) => !applies).map(({ template: { id, version }, why, unmet }) => ({ id, version, why, unmet })),
    };
  }

  private summaryOf(template: WorkflowTemplate): WorkflowTemplateSummary {
    const { id, version, title, description, purpose, phase, type, category, durationDays, plantTypes, minKw, maxKw, recursWith, authorities, stages } = template;
    return {
      id, version, title, description, purpose, phase, type, category, durationDays, plantTypes, minKw, maxKw, recursWith, authorities,
      versions: this.templates.versionsOf(id), stageCount: stages.length, taskCount: tasksOf(template).length,
    };
  }
}

function isAskedFor(template: WorkflowTemplate, purpose?: string, phase?: string): boolean {
  return (!purpose || template.purpose === purpose) && (!phase || template.phase === phase);
}
