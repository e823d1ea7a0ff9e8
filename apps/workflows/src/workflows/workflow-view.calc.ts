import { workflowTransitions, type Authority, type LocalText, type Obligation, type StageStatus, type TaskDocument, type TaskState, type TaskStatus, type WorkflowDetail, type WorkflowPurpose, type WorkflowStage, type WorkflowStageView, type WorkflowStatus, type WorkflowType, type WorkflowView } from '@kairos/contracts';
import { toInstant } from '@kairos/tenancy';
import { isClosed } from '../tasks/task-schedule.calc.ts';
import { daysLeft, shownStatus } from '../tasks/task-view.calc.ts';

/** What a workflow's numbers are derived from. */
export type TaskFigures = { id: string; stageCode: string; title: LocalText; state: TaskState; startsOn: string | null; dueOn: string | null; suspendedOn: string | null; estimatedHours: string | null; actualHours: string | null; durationDays: number };

export type WorkflowRow = {
  id: string; plantId: string; plantCode: string | null; plantName: string | null; name: string; description: string | null; templateId: string | null; templateVersion: number | null; type: WorkflowType;
  purpose: WorkflowPurpose; category: Obligation['category']; status: WorkflowStatus; startsOn: string; durationDays: number | null; stages: WorkflowStage[]; authorities: Authority[]; baseDocuments: TaskDocument[];
  parentWorkflowId: string | null; originalWorkflowId: string | null; createdBy: string; createdAt: string; updatedAt: string; version: number; tasks: TaskFigures[];
};

const hoursPerDay = 8;

/** A workflow with everything that follows from its tasks: progress, next task, hours. Nothing of that is stored. */
export function toWorkflowView(row: WorkflowRow, today: string): WorkflowView {
  const { templateId, templateVersion, durationDays, stages: _stages, tasks, createdAt, updatedAt, ...shown } = row;
  const open = tasks.filter((task) => !isClosed(task));
  const isOn = row.status === 'Active' || row.status === 'Draft' || row.status === 'Paused';
  const next = isOn ? open.filter(({ dueOn }) => dueOn !== null).sort(byDueDate)[0] : undefined;
  const dueOn = tasks.filter(({ state }) => state !== 'Skipped').reduce<string | null>((late, task) => (task.dueOn && (!late || task.dueOn > late) ? task.dueOn : late), null);
  return {
    ...shown, template: templateId && templateVersion ? { id: templateId, version: templateVersion } : null, legalTransitions: [...workflowTransitions[row.status]], dueOn,
    daysLeft: isOn && dueOn ? daysLeft(dueOn, today) : null, progressPercent: progressOf(tasks), taskCount: tasks.length,
    overdueTaskCount: isOn ? open.filter((task) => shownStatus(task, today) === 'Delayed').length : 0,
    nextTask: next?.dueOn ? { taskId: next.id, title: next.title, dueOn: next.dueOn, status: shownStatus(next, today) } : null,
    estimatedHours: estimatedHours(tasks, durationDays), actualHours: sumOf(tasks.map((task) => task.actualHours)), createdAt: toInstant(createdAt), updatedAt: toInstant(updatedAt),
  } as WorkflowView;
}

export function toWorkflowDetail(row: WorkflowRow, today: string): WorkflowDetail {
  return { ...toWorkflowView(row, today), stages: row.stages.map((stage) => toStageView(stage, row, today)) };
}

/** Completed of those that are not skipped, in whole percent; 100 when nothing is left to do. */
export function progressOf(tasks: readonly Pick<TaskFigures, 'state'>[]): number {
  const counted = tasks.filter(({ state }) => state !== 'Skipped');
  if (counted.length === 0) return tasks.length > 0 ? 100 : 0;
  return Math.floor((counted.filter(({ state }) => state === 'Completed').length / counted.length) * 100);
}

function toStageView(stage: WorkflowStage, row: WorkflowRow, today: string): WorkflowStageView {
  const tasks = row.tasks.filter(({ stageCode }) => stageCode === stage.code);
  const kept = tasks.filter(({ state }) => state !== 'Skipped');
  const dates = kept.flatMap(({ startsOn, dueOn }) => [startsOn, dueOn]).filter((date) => date !== null).sort();
  return { ...stage, status: stageStatus(tasks.map((task) => shownStatus(task, today)), row.status), startsOn: dates[0] ?? null, dueOn: dates.at(-1) ?? null, taskCount: tasks.length, progressPercent: progressOf(tasks) };
}

/** What its tasks make of a stage. */
export function stageStatus(tasks: readonly TaskStatus[], workflow: WorkflowStatus): StageStatus {
  const kept = tasks.filter((status) => status !== 'Skipped');
  if (kept.length > 0 && kept.every((status) => status === 'Completed')) return 'Completed';
  if (workflow === 'Cancelled' || (tasks.length > 0 && kept.length === 0)) return 'Cancelled';
  if (kept.includes('Delayed')) return 'Delayed';
  return kept.some((status) => status !== 'To Start') ? 'In Progress' : 'Waiting';
}

/** What somebody estimated, or eight hours for each day it is laid out for. */
function estimatedHours(tasks: readonly TaskFigures[], durationDays: number | null): string | null {
  if (tasks.some((task) => task.estimatedHours !== null)) return sumOf(tasks.map((task) => task.estimatedHours));
  return durationDays === null ? null : String(durationDays * hoursPerDay);
}

/** Hours to the hundredth, added up exactly. */
function sumOf(hours: readonly (string | null)[]): string {
  const hundredths = hours.reduce((sum, value) => sum + BigInt(Math.round(Number(value ?? 0) * 100)), 0n);
  const fraction = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return fraction ? `${hundredths / 100n}.${fraction}` : `${hundredths / 100n}`;
}

function byDueDate(one: TaskFigures, other: TaskFigures): number {
  return (one.dueOn ?? '') < (other.dueOn ?? '') ? -1 : 1;
}
