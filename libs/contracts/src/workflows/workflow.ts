import { z } from 'zod';
import { PlantId, UserId, WorkflowId, WorkflowTaskId } from '../ids.ts';
import { PlainDate } from '../primitives.ts';
import { LocalText } from './local-text.ts';
import { TemplateCode, WorkflowPhase } from './workflow-kinds.ts';

export const workflowStatuses = ['Draft', 'Active', 'Paused', 'Completed', 'Cancelled'] as const;
export const WorkflowStatus = z.enum(workflowStatuses);
export type WorkflowStatus = z.infer<typeof WorkflowStatus>;

/** Which status a workflow may move to. It is completed when each of its tasks is completed or skipped, and no sooner. */
export const workflowTransitions: Readonly<Record<WorkflowStatus, readonly WorkflowStatus[]>> = {
  Draft: ['Active', 'Cancelled'],
  Active: ['Paused', 'Completed', 'Cancelled'],
  Paused: ['Active', 'Cancelled'],
  Completed: ['Active'],
  Cancelled: [],
};

/** What is stored of a task. */
export const taskStates = ['To Start', 'In Progress', 'Completed', 'Blocked', 'Skipped'] as const;
export const TaskState = z.enum(taskStates);
export type TaskState = z.infer<typeof TaskState>;

/** What is shown of it: one that is to start or in progress is delayed from the day after its due date. Nobody sets that. */
export const taskStatuses = ['To Start', 'In Progress', 'Completed', 'Delayed', 'Blocked', 'Skipped'] as const;
export const TaskStatus = z.enum(taskStatuses);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** Which state a task may move to. */
export const taskTransitions: Readonly<Record<TaskState, readonly TaskState[]>> = {
  'To Start': ['In Progress', 'Blocked', 'Skipped'],
  'In Progress': ['Completed', 'To Start', 'Blocked', 'Skipped'],
  Completed: ['In Progress'],
  Blocked: ['To Start', 'In Progress', 'Skipped'],
  Skipped: ['To Start'],
};

/** What is shown of a stage: it follows from its tasks. */
export const stageStatuses = ['Waiting', 'In Progress', 'Completed', 'Cancelled', 'Delayed'] as const;
export const StageStatus = z.enum(stageStatuses);
export type StageStatus = z.infer<typeof StageStatus>;

/** Who is to do a task: a user, whoever has a role (named as identity names it, `kronos/Operator`), or a team by its name. */
export const Assignee = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), userId: UserId }),
  z.strictObject({ kind: z.literal('role'), role: z.string().trim().min(1).max(100) }),
  z.strictObject({ kind: z.literal('team'), team: z.string().trim().min(1).max(100) }),
]);
export type Assignee = z.infer<typeof Assignee>;

/** A template in one of its versions. */
export const TemplateReference = z.object({ id: TemplateCode, version: z.int().positive() });
export type TemplateReference = z.infer<typeof TemplateReference>;

/** What is fixed of a stage; its status and dates follow from its tasks. */
export const WorkflowStage = z.object({ code: z.string(), title: LocalText, phase: WorkflowPhase.nullable(), durationDays: z.int(), parallel: z.boolean() });
export type WorkflowStage = z.infer<typeof WorkflowStage>;

/** The value of a field of a task's form. */
export const TaskValue = z.union([z.string().max(2000), z.int(), z.boolean()]).nullable();
export type TaskValue = z.infer<typeof TaskValue>;
export const TaskData = z.record(TemplateCode, TaskValue);
export type TaskData = z.infer<typeof TaskData>;

/** What identifies a task to whoever hears of it. */
export const TaskIdentity = z.object({
  taskId: WorkflowTaskId,
  workflowId: WorkflowId,
  plantId: PlantId,
  code: z.string(),
  title: LocalText,
  state: TaskState,
  dueOn: PlainDate.nullable(),
  assignee: Assignee.nullable(),
});
export type TaskIdentity = z.infer<typeof TaskIdentity>;
