import { z } from 'zod';
import { PlantId, UserId, WorkflowId, WorkflowTaskId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { LocalText } from './local-text.ts';
import { Authority } from './obligation.ts';
import { Predicate, Why } from './predicate.ts';
import { Assignee, TaskData, TaskState, TaskStatus } from './workflow.ts';
import { Priority, TemplateCode } from './workflow-kinds.ts';
import { ChecklistPoint, CompletionRule, CredentialKind, DataField, DayKind, PeremptoryTerm, TaskDocument } from './workflow-template.ts';

const reason = z.string().trim().min(3).max(2000);
/** Hours to the hundredth. */
export const Hours = z.string().regex(/^(0|[1-9]\d{0,4})(\.\d{1,2})?$/, 'must be hours with at most 2 decimals, such as 7.5');

/** A task without a template, in one language. */
export const AddTaskBody = z.strictObject({
  title: z.string().trim().min(1).max(200),
  instructions: z.string().trim().min(1).max(500).nullish(),
  stageCode: z.string().min(1).max(200).nullish(),
  dependsOn: z.array(WorkflowTaskId).max(20).default([]),
  durationDays: z.int().min(0).max(3650),
  durationIn: DayKind.default('calendarDays'),
  dueOn: PlainDate.nullish(),
  priority: Priority.default('Medium'),
  optional: z.boolean().default(false),
  milestone: z.boolean().default(false),
  authority: Authority.nullish(),
  checklist: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  /** It is completed when this is true of the plant, and no sooner; once it is in its turn, by itself. */
  completesWhen: Predicate.nullish(),
});
export type AddTaskBody = z.infer<typeof AddTaskBody>;

/**
 * Completing has a route of its own; skipping, blocking and reopening want a reason, and so does putting back what has a
 * term that runs. `on`: the day it began, today unless named; it begins once.
 */
export const ChangeTaskStatusBody = z.strictObject({ status: z.enum(['To Start', 'In Progress', 'Blocked', 'Skipped']), reason: reason.optional(), on: PlainDate.optional() });
export type ChangeTaskStatusBody = z.infer<typeof ChangeTaskStatusBody>;

/** `data` is laid over what the form holds already. */
export const CompleteTaskBody = z.strictObject({ completedOn: PlainDate.optional(), data: TaskData.default({}), actualHours: Hours.optional(), note: z.string().trim().min(1).max(2000).optional() });
export type CompleteTaskBody = z.infer<typeof CompleteTaskBody>;

export const RescheduleTaskBody = z.strictObject({ dueOn: PlainDate, reason });
export type RescheduleTaskBody = z.infer<typeof RescheduleTaskBody>;

/** From this day the authority holds the practice up; the term stands still. */
export const SuspendTaskBody = z.strictObject({ on: PlainDate.optional(), reason });
export type SuspendTaskBody = z.infer<typeof SuspendTaskBody>;
export const ResumeTaskBody = z.strictObject({ on: PlainDate.optional(), reason: reason.optional() });
export type ResumeTaskBody = z.infer<typeof ResumeTaskBody>;

export const AssignTaskBody = z.strictObject({ assignee: Assignee.nullable() });
export type AssignTaskBody = z.infer<typeof AssignTaskBody>;

export const ChangeTaskBody = z
  .strictObject({ priority: Priority.optional(), practiceCode: z.string().trim().min(1).max(100).nullish(), estimatedHours: Hours.nullish(), actualHours: Hours.nullish(), data: TaskData.optional() })
  .refine((body) => Object.values(body).some((value) => value !== undefined), 'must name something to change');
export type ChangeTaskBody = z.infer<typeof ChangeTaskBody>;

export const CheckPointBody = z.strictObject({ code: TemplateCode, done: z.boolean() });
export type CheckPointBody = z.infer<typeof CheckPointBody>;

export const CommentBody = z.strictObject({ text: z.string().trim().min(1).max(5000), mentions: z.array(UserId).max(50).default([]) });
export type CommentBody = z.infer<typeof CommentBody>;
export const TaskCommentView = z.object({ id: z.uuid(), taskId: WorkflowTaskId, text: z.string(), mentions: z.array(UserId), authorId: UserId, writtenAt: Instant });
export type TaskCommentView = z.infer<typeof TaskCommentView>;
export const TaskCommentPage = pageOf(TaskCommentView);
export type TaskCommentPage = z.infer<typeof TaskCommentPage>;
export const TaskCommentQuery = PageQuery.strict();
export type TaskCommentQuery = z.infer<typeof TaskCommentQuery>;

export const ChecklistPointView = ChecklistPoint.extend({ done: z.boolean(), doneBy: UserId.nullable(), doneAt: Instant.nullable() });
export type ChecklistPointView = z.infer<typeof ChecklistPointView>;

/** Why a task is skipped: somebody chose to, it does not apply to the plant, or what brought it was undone. */
export const SkipReason = z.object({ by: z.enum(['choice', 'condition', 'migration', 'undo']), why: Why.nullable(), unmet: z.array(z.string()) });
export type SkipReason = z.infer<typeof SkipReason>;

export const TaskView = z.object({
  id: WorkflowTaskId,
  workflowId: WorkflowId,
  workflowName: z.string(),
  plantId: PlantId,
  plantCode: z.string().nullable(),
  plantName: z.string().nullable(),
  stageCode: z.string(),
  code: z.string(),
  title: LocalText,
  instructions: LocalText.nullable(),
  status: TaskStatus,
  legalTransitions: z.array(TaskState),
  /** What it waits for: it cannot start before these are completed or skipped. */
  waitsFor: z.array(WorkflowTaskId),
  dependsOn: z.array(WorkflowTaskId),
  priority: Priority,
  optional: z.boolean(),
  milestone: z.boolean(),
  startsOn: PlainDate.nullable(),
  dueOn: PlainDate.nullable(),
  /** The date it was planned with. */
  originalDueOn: PlainDate.nullable(),
  daysLeft: z.int().nullable(),
  peremptory: PeremptoryTerm.extend({ endsOn: PlainDate.nullable(), lapsed: z.boolean() }).nullable(),
  suspendedOn: PlainDate.nullable(),
  suspendedDays: z.int(),
  skipped: SkipReason.nullable(),
  blockedReason: z.string().nullable(),
  authority: Authority.nullable(),
  practiceType: z.string().nullable(),
  practiceCode: z.string().nullable(),
  portal: z.string().nullable(),
  credentials: z.array(CredentialKind),
  durationDays: z.int(),
  durationIn: DayKind,
  documents: z.array(TaskDocument),
  checklist: z.array(ChecklistPointView),
  dataFields: z.array(DataField),
  data: TaskData,
  completion: CompletionRule,
  suggestedRole: z.string().nullable(),
  allowedRoles: z.array(z.string()),
  alertDays: z.array(z.int()),
  assignee: Assignee.nullable(),
  estimatedHours: z.string().nullable(),
  actualHours: z.string().nullable(),
  startedOn: PlainDate.nullable(),
  completedOn: PlainDate.nullable(),
  completedBy: UserId.nullable(),
  completionNote: z.string().nullable(),
  tracksWorkflowId: WorkflowId.nullable(),
  commentCount: z.int(),
  version: z.int().positive(),
});
export type TaskView = z.infer<typeof TaskView>;
/** In the order of the stages. */
export const TaskList = z.object({ items: z.array(TaskView) });
export type TaskList = z.infer<typeof TaskList>;
