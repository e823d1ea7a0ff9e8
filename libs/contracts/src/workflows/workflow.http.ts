import { z } from 'zod';
import { PlantId, UserId, WorkflowId, WorkflowTaskId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Instant, PlainDate } from '../primitives.ts';
import { LocalText } from './local-text.ts';
import { Authority, ObligationCategory } from './obligation.ts';
import { StageStatus, TaskStatus, TemplateReference, WorkflowStage, WorkflowStatus } from './workflow.ts';
import { TemplateCode, WorkflowPurpose, WorkflowType } from './workflow-kinds.ts';
import { TaskDocument } from './workflow-template.ts';

const name = z.string().trim().min(1).max(200);
const reason = z.string().trim().min(3).max(2000);
const description = z.string().trim().max(5000);

/** From a template, in its newest version or another, for a plant that it applies to. */
const FromTemplate = z.strictObject({
  plantId: PlantId,
  templateId: TemplateCode,
  templateVersion: z.int().min(1).max(9999).optional(),
  name: name.optional(),
  startsOn: PlainDate.optional(),
  draft: z.boolean().default(false),
});
/** Without a template: its tasks are added one by one. */
const AdHoc = z.strictObject({ plantId: PlantId, name, category: ObligationCategory, description: description.optional(), startsOn: PlainDate.optional(), draft: z.boolean().default(false) });
export const StartWorkflowBody = z.union([FromTemplate, AdHoc]);
export type StartWorkflowBody = z.infer<typeof StartWorkflowBody>;

export const ChangeWorkflowBody = z
  .strictObject({ name: name.optional(), description: description.nullable().optional() })
  .refine((body) => Object.values(body).some((value) => value !== undefined), 'must name something to change');
export type ChangeWorkflowBody = z.infer<typeof ChangeWorkflowBody>;

/** A pause and an end want a reason. */
export const ChangeWorkflowStatusBody = z.strictObject({ status: WorkflowStatus, reason: reason.optional() });
export type ChangeWorkflowStatusBody = z.infer<typeof ChangeWorkflowStatusBody>;

/** What follows from the tasks of a stage. */
export const WorkflowStageView = WorkflowStage.extend({ status: StageStatus, startsOn: PlainDate.nullable(), dueOn: PlainDate.nullable(), taskCount: z.int(), progressPercent: z.int() });
export type WorkflowStageView = z.infer<typeof WorkflowStageView>;

/** The task of a workflow that falls due first of those that are not done. */
export const NextTask = z.object({ taskId: WorkflowTaskId, title: LocalText, dueOn: PlainDate, status: TaskStatus });

export const WorkflowView = z.object({
  id: WorkflowId,
  plantId: PlantId,
  /** Null while this service has not heard of the plant (again). */
  plantCode: z.string().nullable(),
  plantName: z.string().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  template: TemplateReference.nullable(),
  type: WorkflowType,
  purpose: WorkflowPurpose,
  category: ObligationCategory,
  status: WorkflowStatus,
  legalTransitions: z.array(WorkflowStatus),
  startsOn: PlainDate,
  /** The last due date of its tasks; null while none of them has one. */
  dueOn: PlainDate.nullable(),
  daysLeft: z.int().nullable(),
  /** Completed tasks of those that are not skipped; 100 when none is left to do. */
  progressPercent: z.int(),
  taskCount: z.int(),
  overdueTaskCount: z.int(),
  nextTask: NextTask.nullable(),
  /** Eight hours for each day it is laid out for, or what its tasks are estimated at. */
  estimatedHours: z.string().nullable(),
  actualHours: z.string(),
  authorities: z.array(Authority),
  baseDocuments: z.array(TaskDocument),
  parentWorkflowId: WorkflowId.nullable(),
  originalWorkflowId: WorkflowId.nullable(),
  createdBy: UserId,
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int().positive(),
});
export type WorkflowView = z.infer<typeof WorkflowView>;
/** With its stages, of which a list says nothing. */
export const WorkflowDetail = WorkflowView.extend({ stages: z.array(WorkflowStageView) });
export type WorkflowDetail = z.infer<typeof WorkflowDetail>;

/** Ordered by when they were set up, the newest first. `late`: with a task that is overdue, or without. */
export const ListWorkflowsQuery = PageQuery.extend({
  plantId: PlantId.optional(),
  status: WorkflowStatus.optional(),
  category: ObligationCategory.optional(),
  templateId: TemplateCode.optional(),
  parentWorkflowId: WorkflowId.optional(),
  originalWorkflowId: WorkflowId.optional(),
  late: z.enum(['true', 'false']).transform((value) => value === 'true').optional(),
}).strict();
export type ListWorkflowsQuery = z.infer<typeof ListWorkflowsQuery>;
export const WorkflowPage = pageOf(WorkflowView);
export type WorkflowPage = z.infer<typeof WorkflowPage>;

/** One thing that happened to a workflow or to one of its tasks. */
export const TimelineEntry = z.object({
  id: z.uuid(),
  at: Instant,
  kind: z.string(),
  taskId: WorkflowTaskId.nullable(),
  taskTitle: LocalText.nullable(),
  /** Null: the service itself, because facts of the plant changed. */
  actorId: UserId.nullable(),
  /** The user who was away and for whom the actor worked on the task. */
  insteadOf: UserId.nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const TimelinePage = pageOf(TimelineEntry);
export type TimelinePage = z.infer<typeof TimelinePage>;
/** The newest first. */
export const TimelineQuery = PageQuery.extend({ taskId: WorkflowTaskId.optional() }).strict();
export type TimelineQuery = z.infer<typeof TimelineQuery>;
