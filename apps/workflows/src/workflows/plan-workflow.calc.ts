import type { HolidayCalendar, Obligation, WorkflowTemplate } from '@kairos/contracts';
import type { PlantFacts } from '../plants/told-facts.calc.ts';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { templateAppliesTo } from '../templates/applicable-templates.calc.ts';
import { dated, tasksFromTemplate, type PlannedTask } from './plan-from-template.calc.ts';
import { stagesOf, Workflow, type WorkflowPlan } from './workflow.entity.ts';
import { TemplateDoesNotApply } from './workflow.errors.ts';

/** What a workflow is to be: its plan, and the tasks it begins with. */
export type Planned = { plan: WorkflowPlan; tasks: PlannedTask[] };

/** @throws TemplateDoesNotApply */
export function planFromTemplate(template: WorkflowTemplate, plant: PlantFacts, { name, startsOn, draft }: { name: string | undefined; startsOn: string; draft: boolean }): Planned {
  const { applies, unmet } = templateAppliesTo(template, plant);
  if (!applies) throw new TemplateDoesNotApply(unmet);
  const { id, version, title, type, purpose, category, durationDays, authorities, baseDocuments, alertDays } = template;
  const plan: WorkflowPlan = {
    plantId: plant.plantId, name: name ?? title.en, description: null, template: { id, version }, type, purpose, category, startsOn, durationDays, stages: stagesOf(template), authorities, baseDocuments, alertDays, draft,
  };
  return { plan, tasks: tasksFromTemplate(template, plant) };
}

/** One stage, which takes the tasks that are added one by one. */
const onlyStage = { code: 'tasks', title: { en: 'Tasks', it: 'Attività' }, phase: null, durationDays: 0, parallel: false };

export function planByHand({ plantId, name, category, description, startsOn, draft }: Pick<WorkflowPlan, 'plantId' | 'name' | 'description' | 'startsOn' | 'draft'> & { category: Obligation['category'] }): Planned {
  return {
    plan: {
      plantId, name, description, template: null, type: 'CUSTOM', purpose: 'Custom', category, startsOn, durationDays: null, stages: [onlyStage], authorities: [], baseDocuments: [], alertDays: [30, 15, 7, 1], draft,
    },
    tasks: [],
  };
}

/** Starts what was planned, and opens its tasks with their dates. */
export function startPlanned({ plan, tasks }: Planned, by: { tenantId: string; userId: string }, calendar: HolidayCalendar): { workflow: Workflow; tasks: WorkflowTask[] } {
  const workflow = Workflow.start(by, plan);
  const owner = { tenantId: by.tenantId, workflowId: workflow.id, plantId: plan.plantId };
  return { workflow, tasks: dated(tasks, plan.stages, plan.startsOn, calendar).map((task) => WorkflowTask.open({ ...task, ...owner })) };
}
