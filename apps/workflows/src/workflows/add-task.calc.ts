import type { AddTaskBody, LocalText } from '@kairos/contracts';
import type { FieldError } from '@kairos/http';
import { WorkflowTask, type TaskDefinition } from '../tasks/task.entity.ts';
import { termEnd } from '../tasks/term.calc.ts';
import type { RunningWorkflow } from './running-workflow.ts';
import { DependencyNotPossible, mostTasksOfWorkflow, StageUnknown, TooManyTasks, WorkflowIsClosed } from './workflow.errors.ts';

/** Adds a task of its own to a workflow. @throws WorkflowIsClosed, TooManyTasks, StageUnknown, DependencyNotPossible */
export function addTask(running: RunningWorkflow, body: AddTaskBody): WorkflowTask {
  const { workflow, tasks, calendar, today } = running;
  if (workflow.status === 'Completed' || workflow.status === 'Cancelled') throw new WorkflowIsClosed(workflow.status);
  if (tasks.length >= mostTasksOfWorkflow) throw new TooManyTasks(mostTasksOfWorkflow);
  const stageCode = body.stageCode ?? workflow.stages.at(-1)?.code;
  if (!stageCode || !workflow.stages.some(({ code }) => code === stageCode)) throw new StageUnknown();
  demandEarlier(running, body.dependsOn, stageCode);
  const dependsOn: string[] = body.dependsOn;
  const position = Math.max(-1, ...tasks.map((task) => task.position)) + 1;
  const startsOn = latest([workflow.startsOn > today ? workflow.startsOn : today, ...tasks.filter(({ id }) => dependsOn.includes(id)).map(({ dueOn }) => dueOn ?? today)]);
  const dueOn = body.dueOn ?? termEnd(calendar, startsOn, body.durationDays, body.durationIn);
  const task = WorkflowTask.open({
    tenantId: workflow.tenantId, workflowId: workflow.id, plantId: workflow.plantId, stageCode, code: `task-${position + 1}`, position, definition: definitionOf(body), priority: body.priority, dependsOn,
    dates: { startsOn: startsOn < dueOn ? startsOn : dueOn, dueOn }, skipped: null,
  });
  tasks.push(task);
  running.added.push(task);
  running.note({ taskId: task.id, kind: 'task.added', after: { title: body.title, dueOn } });
  running.closeWhatCameTrue();
  // The version of a workflow counts what it is made of: two who add to the same one see one another.
  workflow.updatedAt = new Date();
  return task;
}

function demandEarlier({ tasks, workflow }: RunningWorkflow, dependsOn: readonly string[], stageCode: string): void {
  const places = workflow.stages.map(({ code }) => code);
  const problems: FieldError[] = dependsOn.flatMap((id, index) => {
    const other = tasks.find((task) => task.id === id);
    if (!other) return [{ pointer: `/dependsOn/${index}`, detail: 'must be a task of this workflow' }];
    return places.indexOf(other.stageCode) > places.indexOf(stageCode) ? [{ pointer: `/dependsOn/${index}`, detail: 'must not be of a later stage' }] : [];
  });
  if (problems[0]) throw new DependencyNotPossible(problems[0].detail);
}

function definitionOf({ title, instructions, durationDays, durationIn, optional, milestone, authority, checklist, completesWhen }: AddTaskBody): TaskDefinition {
  const both = (text: string): LocalText => ({ en: text, it: text });
  return {
    title: both(title), instructions: instructions ? both(instructions) : null, optional, milestone, appliesWhen: null, authority: authority ?? null, practiceType: null, portal: null, credentials: [], durationDays, durationIn,
    peremptory: null, documents: [], checklist: checklist.map((point, index) => ({ code: `point-${index + 1}`, title: both(point), required: true })), dataFields: [], suggestedRole: null, allowedRoles: [],
    completion: { requires: checklist.length > 0 ? ['checklist'] : [], when: completesWhen ? { plant: completesWhen, captured: [] } : null, closesItself: Boolean(completesWhen) }, alertDays: [30, 15, 7, 1],
  };
}

function latest(dates: readonly string[]): string {
  return dates.reduce((late, date) => (date > late ? date : late));
}
