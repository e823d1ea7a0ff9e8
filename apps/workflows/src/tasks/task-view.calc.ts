import { taskTransitions, type Assignee, type Priority, type SkipReason, type TaskData, type TaskState, type TaskStatus, type TaskView } from '@kairos/contracts';
import { assigneeOf, type CheckedPoint, type TaskDefinition } from './task.entity.ts';

/** A task as it is stored, with the workflow and the plant it belongs to. */
export type TaskRow = {
  id: string; workflowId: string; workflowName: string; plantId: string; plantCode: string | null; plantName: string | null; stageCode: string; code: string; definition: TaskDefinition; state: TaskState;
  priority: Priority; dependsOn: string[]; startsOn: string | null; dueOn: string | null; originalDueOn: string | null; termEndsOn: string | null; suspendedOn: string | null; suspendedDays: number;
  skipped: SkipReason | null; blockedReason: string | null; assigneeKind: Assignee['kind'] | null; assigneeUserId: string | null; assigneeName: string | null; checked: Record<string, CheckedPoint>; data: TaskData;
  estimatedHours: string | null; actualHours: string | null; practiceCode: string | null; startedOn: string | null; completedOn: string | null; completedBy: string | null; completionNote: string | null;
  tracksWorkflowId: string | null; commentCount: number; version: number;
};

/** @param today where the offices are: a task is delayed from the day after its due date, unless an authority holds it up */
export function toTaskView(row: TaskRow, waitsFor: readonly string[], today: string): TaskView {
  const { definition, state, checked, termEndsOn, assigneeKind, assigneeUserId, assigneeName, ...shown } = row;
  const { checklist, peremptory, appliesWhen: _appliesWhen, completion, ...defined } = definition;
  const isOpen = state !== 'Completed' && state !== 'Skipped';
  return {
    ...defined, ...shown, completion: { ...completion, when: completion.when ?? null }, status: shownStatus(row, today), legalTransitions: [...taskTransitions[state]], waitsFor: [...waitsFor],
    daysLeft: isOpen && row.dueOn ? daysLeft(row.dueOn, today) : null,
    peremptory: peremptory && { ...peremptory, endsOn: termEndsOn, lapsed: isOpen && termEndsOn !== null && row.suspendedOn === null && termEndsOn < today },
    checklist: checklist.map((point) => ({ ...point, done: checked[point.code] !== undefined, doneBy: checked[point.code]?.by ?? null, doneAt: checked[point.code]?.at ?? null })),
    assignee: assigneeOf({ assigneeKind, assigneeUserId, assigneeName }),
  } as TaskView;
}

/** What is shown of a state. */
export function shownStatus({ state, dueOn, suspendedOn }: Pick<TaskRow, 'state' | 'dueOn' | 'suspendedOn'>, today: string): TaskStatus {
  const isLate = (state === 'To Start' || state === 'In Progress') && dueOn !== null && dueOn < today && suspendedOn === null;
  return isLate ? 'Delayed' : state;
}

/** Days until a date; below zero once it is past. */
export function daysLeft(dueOn: string, today: string): number {
  return Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000);
}
