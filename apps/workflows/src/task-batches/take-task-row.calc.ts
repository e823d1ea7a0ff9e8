import type { FieldChange, ImportedTaskBody } from '@kairos/contracts';
import { assigneeOf, type WorkflowTask } from '../tasks/task.entity.ts';
import { NotOfAllowedRole } from '../tasks/task.errors.ts';
import { daysBetween } from '../tasks/term.calc.ts';
import { addTask } from '../workflows/add-task.calc.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { assigneeNamed, writtenAssignee, type KnownAssignees } from './assignees-of-chunk.calc.ts';
import type { TaskRow } from './read-task-row.calc.ts';
import { DayIsKnown, DueDateMissing, TaskAmbiguous } from './task-batch.errors.ts';

/** `roles` are those of whoever imports; null for one who may work on every task. */
export type RowDemands = { assignees: KnownAssignees; roles: readonly string[] | null };
export type Taken = { task: WorkflowTask; created: boolean; changes: FieldChange[] };
type Fields = Partial<Record<keyof ImportedTaskBody, string | null>>;

const mostDays = 3650;

/**
 * Does to a workflow what a row says, by the rules of the commands for one task: facts, then the due date, then the status.
 *
 * @throws DomainError of the rule that is broken; the workflow is left as far as it came
 */
export function takeTaskRow(running: RunningWorkflow, { body }: TaskRow, demands: RowDemands): Taken {
  const known = taskNamed(running, body.title);
  const task = known ?? added(running, body);
  const { allowedRoles } = task.definition;
  if (allowedRoles.length > 0 && demands.roles && !allowedRoles.some((role) => demands.roles?.includes(role))) throw new NotOfAllowedRole(allowedRoles);
  const before = told(task);
  if (task.skipped?.by === 'undo') running.moveTask(task, 'To Start', 'a file brings it again');
  changeFacts(running, task, body);
  if (body.assignee !== undefined) assign(running, task, body.assignee, demands);
  if (body.dueOn !== undefined && body.dueOn !== task.dueOn) running.reschedule(task, body.dueOn, body.reason ?? 'a file says so');
  moveOn(running, task, body);
  const after = told(task);
  return { task, created: !known, changes: (Object.keys(after) as (keyof Fields)[]).filter((field) => body[field] !== undefined && before[field] !== after[field]).map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null })) };
}

/** By its code, or by its title in any language and case. @throws TaskAmbiguous */
function taskNamed({ tasks }: RunningWorkflow, title: string): WorkflowTask | undefined {
  const byCode = tasks.find(({ code }) => code === title);
  if (byCode) return byCode;
  const sought = title.toLowerCase();
  const called = tasks.filter(({ definition }) => Object.values(definition.title).some((text) => text.toLowerCase() === sought));
  if (called.length > 1) throw new TaskAmbiguous(called.map(({ code }) => code));
  return called[0];
}

function added(running: RunningWorkflow, { title, instructions, authority, dueOn, priority }: TaskRow['body']): WorkflowTask {
  if (dueOn === undefined) throw new DueDateMissing();
  const durationDays = Math.min(daysBetween(running.calendar, running.today, dueOn, 'calendarDays'), mostDays);
  return addTask(running, {
    title, instructions: instructions ?? null, authority: authority ?? null, dueOn, durationDays, durationIn: 'calendarDays', priority: priority ?? 'Medium', dependsOn: [], optional: false, milestone: false, checklist: [],
  });
}

function changeFacts(running: RunningWorkflow, task: WorkflowTask, { priority, practiceCode, estimatedHours, actualHours }: TaskRow['body']): void {
  const given = Object.entries({ priority, practiceCode, estimatedHours: inHundredths(estimatedHours), actualHours: inHundredths(actualHours) }).filter(([, value]) => value !== undefined);
  const held = Object.fromEntries(given.map(([field]) => [field, (task as unknown as Record<string, unknown>)[field] ?? null]));
  const changed = task.change(Object.fromEntries(given));
  if (changed.length === 0) return;
  const picked = (values: object) => Object.fromEntries(Object.entries(values).filter(([field]) => changed.includes(field)));
  running.note({ taskId: task.id, kind: 'task.changed', before: picked(held), after: picked(Object.fromEntries(given)) });
}

function assign(running: RunningWorkflow, task: WorkflowTask, text: string, { assignees }: RowDemands): void {
  const before = assigneeOf(task);
  const assignee = assigneeNamed(text, task.plantId, assignees);
  if (JSON.stringify(before) === JSON.stringify(assignee)) return;
  task.assign(assignee);
  running.note({ taskId: task.id, kind: 'task.assigned', before: { assignee: before }, after: { assignee } });
}

/** What is to be completed is begun first: a file tells how far a task is, not every step of the way. */
function moveOn(running: RunningWorkflow, task: WorkflowTask, { status, startedOn, completedOn, ...body }: TaskRow['body']): void {
  const reason = body.reason ?? null;
  if (startedOn && task.startedOn && task.startedOn !== startedOn) throw new DayIsKnown('startedOn', task.startedOn);
  if (completedOn && task.completedOn && task.completedOn !== completedOn) throw new DayIsKnown('completedOn', task.completedOn);
  if (status === undefined || status === 'Delayed' || status === task.state) return;
  if (status !== 'Completed') return running.moveTask(task, status, reason, startedOn);
  if (task.state !== 'In Progress') running.moveTask(task, 'In Progress', reason, startedOn ?? completedOn);
  // Its rule may have closed it when it began.
  if (!isDone(task)) running.complete(task, { ...(completedOn ? { on: completedOn } : {}), note: reason });
}

function isDone({ state }: WorkflowTask): boolean {
  return state === 'Completed';
}

/** As the database keeps hours, so that `7.5` changes nothing of `7.50`. */
function inHundredths(hours: string | undefined): string | undefined {
  return hours === undefined ? undefined : Number(hours).toFixed(2);
}

/** What rows name of a task, as they write it. */
function told(task: WorkflowTask): Fields {
  const { state, priority, dueOn, estimatedHours, actualHours, practiceCode, startedOn, completedOn } = task;
  return {
    status: state, priority, dueOn: dueOn ?? null, assignee: writtenAssignee(assigneeOf(task)), estimatedHours: shown(estimatedHours), actualHours: shown(actualHours), practiceCode: practiceCode ?? null,
    startedOn: startedOn ?? null, completedOn: completedOn ?? null,
  };
}

function shown(hours: string | null | undefined): string | null {
  return hours === null || hours === undefined ? null : String(Number(hours));
}
