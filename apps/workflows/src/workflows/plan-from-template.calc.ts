import type { HolidayCalendar, SkipReason, TemplateTask, WorkflowTemplate } from '@kairos/contracts';
import { newId } from '@kairos/event-bus';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { applicabilityOf } from '../templates/applicable-templates.calc.ts';
import { tasksOf } from '../templates/workflow-template.calc.ts';
import { layOut, type Slot, type StageOrder } from '../tasks/task-schedule.calc.ts';
import type { NewTask, TaskDefinition } from '../tasks/task.entity.ts';
import { termEnd } from '../tasks/term.calc.ts';

/** A task before it is opened, without those who own it. */
export type PlannedTask = Omit<NewTask, 'tenantId' | 'workflowId' | 'plantId'> & { id: string };

/** The tasks of a template for a plant, dated and tied together by ids; what does not apply to the plant is skipped from the start. */
export function tasksFromTemplate(template: WorkflowTemplate, plant: ObligationFacts, prefix = ''): PlannedTask[] {
  const ids = new Map(tasksOf(template).map(({ code }) => [code, newId()]));
  return template.stages.flatMap((stage) => stage.tasks.map((task) => ({ stage, task }))).map(({ stage, task }, position) => ({
    id: ids.get(task.code) as string, stageCode: `${prefix}${stage.code}`, code: `${prefix}${task.code}`, position, definition: definitionIn(template, task), priority: task.priority,
    dependsOn: task.dependsOn.map((other) => ids.get(other) as string), dates: null, skipped: skipReason(task, plant),
  }));
}

/** A task of a template as it is kept with the workflow: its own days of warning, or those of the template. */
export function definitionIn(template: Pick<WorkflowTemplate, 'alertDays'>, { code: _code, dependsOn: _dependsOn, priority: _priority, ...definition }: TemplateTask): TaskDefinition {
  return { ...definition, alertDays: definition.alertDays.length > 0 ? definition.alertDays : template.alertDays };
}

/** Dates every task from the day the workflow starts. */
export function dated(tasks: readonly PlannedTask[], stages: StageOrder, startsOn: string, calendar: HolidayCalendar): PlannedTask[] {
  const slots = tasks.map(({ id, stageCode, dependsOn, definition, skipped }): Slot => ({
    id, stageCode, dependsOn, state: skipped ? 'Skipped' : 'To Start', optional: definition.optional, durationDays: definition.durationDays, durationIn: definition.durationIn,
  }));
  const laid = layOut(slots, stages, startsOn, calendar);
  return tasks.map((task, position) => {
    const dates = laid.get(task.id) ?? null;
    const { peremptory } = task.definition;
    return { ...task, position, dates, termEndsOn: dates && peremptory ? termEnd(calendar, dates.startsOn, peremptory.days, peremptory.in) : null };
  });
}

/** Why a task does not apply to a plant, or null when it does. */
export function skipReason({ appliesWhen }: Pick<TaskDefinition, 'appliesWhen'>, plant: ObligationFacts): SkipReason | null {
  const { applies, why, unmet } = applicabilityOf(appliesWhen, plant);
  return applies ? null : { by: 'condition', why, unmet };
}
