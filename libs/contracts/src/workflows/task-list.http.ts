import { z } from 'zod';
import { PlantId, UserId, WorkflowId, WorkflowTaskId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { PlainDate } from '../primitives.ts';
import { Authority } from './obligation.ts';
import { Assignee } from './workflow.ts';
import { TaskView } from './workflow-task.http.ts';
import { Priority } from './workflow-kinds.ts';

const yesOrNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** A task as lists show it. */
export const TaskSummary = TaskView.pick({
  id: true, workflowId: true, workflowName: true, plantId: true, plantCode: true, plantName: true, code: true, title: true, status: true, priority: true, milestone: true, optional: true, startsOn: true, dueOn: true,
  daysLeft: true, suspendedOn: true, authority: true, assignee: true, version: true,
}).extend({
  /** Of one's own tasks: the user who is away and for whom one has it; null for what is one's own anyway. */
  insteadOf: UserId.nullable(),
});
export type TaskSummary = z.infer<typeof TaskSummary>;
export const TaskPage = pageOf(TaskSummary);
export type TaskPage = z.infer<typeof TaskPage>;

/** Open tasks of active workflows, those of high priority first, then by due date. */
export const ListTasksQuery = PageQuery.extend({
  plantId: PlantId.optional(),
  authority: Authority.optional(),
  priority: Priority.optional(),
  assigneeUserId: UserId.optional(),
  assigneeRole: z.string().min(1).max(100).optional(),
  overdue: yesOrNo.optional(),
  dueWithinDays: z.coerce.number().int().min(0).max(365).optional(),
}).strict();
export type ListTasksQuery = z.infer<typeof ListTasksQuery>;

/** Mine: given to me, to a role or a team of mine, or to somebody who is away and named me as their delegate. */
export const MyTasksQuery = PageQuery.extend({ overdue: yesOrNo.optional(), dueWithinDays: z.coerce.number().int().min(0).max(365).optional(), plantId: PlantId.optional() }).strict();
export type MyTasksQuery = z.infer<typeof MyTasksQuery>;

const reason = z.string().trim().min(3).max(2000);
/** One change of one task, as it was read. */
export const TaskRowChange = z
  .strictObject({
    workflowId: WorkflowId,
    taskId: WorkflowTaskId,
    version: z.int().positive(),
    assignee: Assignee.nullable().optional(),
    priority: Priority.optional(),
    status: z.enum(['To Start', 'In Progress', 'Blocked', 'Skipped']).optional(),
    dueOn: PlainDate.optional(),
    reason: reason.optional(),
  })
  .refine(({ dueOn, reason: why }) => dueOn === undefined || why !== undefined, { path: ['reason'], message: 'must say why a due date moves' });
export const BulkUpdateTasksBody = z.strictObject({ tasks: z.array(TaskRowChange).min(1).max(200) });
export type BulkUpdateTasksBody = z.infer<typeof BulkUpdateTasksBody>;

/** What became of each row, in their order: each stands for itself. */
export const TaskOutcome = z.object({ taskId: WorkflowTaskId, outcome: z.enum(['updated', 'refused']), version: z.int().nullable(), code: z.string().nullable(), detail: z.string().nullable() });
export type TaskOutcome = z.infer<typeof TaskOutcome>;
export const TaskOutcomes = z.object({ items: z.array(TaskOutcome) });
export type TaskOutcomes = z.infer<typeof TaskOutcomes>;
