import { z } from 'zod';
import { defineImportTarget } from '../intake/import-target.ts';
import { PlainDate } from '../primitives.ts';
import { Authority, ObligationCategory } from './obligation.ts';
import { Priority, TemplateCode } from './workflow-kinds.ts';
import { TaskStatus } from './workflow.ts';
import { Hours } from './workflow-task.http.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

/** One task as a file tells of it: what the row does not name is left as it is, and so is what it leaves empty. */
export const ImportedTaskBody = z.strictObject({
  plantCode: text(50),
  /** The name of a workflow of the plant. Where there is none, it is started from `template`, or by hand in `category`. */
  workflow: text(200),
  /** What the task is called in one of its languages, or its code. Where the workflow has none of the name, it is added. */
  title: text(200),
  template: TemplateCode.nullish(),
  category: ObligationCategory.nullish(),
  instructions: text(500).nullish(),
  authority: Authority.nullish(),
  /** `Delayed` follows from the due date: it leaves the state as it is. */
  status: TaskStatus.nullish(),
  dueOn: PlainDate.nullish(),
  priority: Priority.nullish(),
  /** A user by id, a role such as `kronos/Operator`, or a team by its name. */
  assignee: text(254).nullish(),
  estimatedHours: Hours.nullish(),
  actualHours: Hours.nullish(),
  practiceCode: text(100).nullish(),
  /** The day it began, and the day it was done; today where the row does not say. */
  startedOn: PlainDate.nullish(),
  completedOn: PlainDate.nullish(),
  /** Why it is blocked, left out or opened again, or falls due on another day. */
  reason: z.string().trim().min(3).max(2000).nullish(),
});
export type ImportedTaskBody = z.infer<typeof ImportedTaskBody>;

export const tasksTarget = defineImportTarget({
  service: 'workflows',
  title: 'Tasks of workflows',
  body: ImportedTaskBody,
  naturalKey: ['plantCode', 'workflow', 'title'],
  batches: { path: '/api/v1/workflows/tasks/batches', permission: 'workflows.workflow.write' },
  reconciliation: { path: '/api/v1/workflows/tasks/match', permission: 'workflows.workflow.read' },
  undoes: true,
  inTurn: true,
});
