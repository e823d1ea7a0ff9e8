import type { WorkflowTask } from './task.entity.ts';

const restored = [
  'state', 'skipped', 'blockedReason', 'startsOn', 'dueOn', 'termEndsOn', 'suspendedOn', 'suspendedDays', 'priority', 'practiceCode', 'estimatedHours', 'actualHours', 'assigneeKind', 'assigneeUserId', 'assigneeName',
  'startedOn', 'completedOn', 'completedBy', 'completionNote',
] as const;
/** What a task holds that an import may change, directly or because one task brings about what becomes of another. */
export type HeldTask = Pick<WorkflowTask, (typeof restored)[number]>;

export function heldByTask(task: WorkflowTask): HeldTask {
  return Object.fromEntries(restored.map((field) => [field, task[field] ?? null])) as HeldTask;
}
