import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import { Instant, type ListWorkflowsQuery, type Page, type TaskView, type WorkflowDetail, type WorkflowView } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { waitsFor, type Slot } from '../tasks/task-schedule.calc.ts';
import { toTaskView, type TaskRow } from '../tasks/task-view.calc.ts';
import { TaskNotFound } from '../tasks/task.errors.ts';
import { WorkflowNotFound } from './workflow.errors.ts';
import { WorkflowRepository } from './workflow.repository.ts';
import { toWorkflowDetail, toWorkflowView, type WorkflowRow } from './workflow-view.calc.ts';

const figures = `(select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'stageCode', t.stage_code, 'title', t.definition -> 'title', 'state', t.state, 'startsOn', t.starts_on, 'dueOn', t.due_on,
  'suspendedOn', t.suspended_on, 'estimatedHours', t.estimated_hours::text, 'actualHours', t.actual_hours::text)), '[]') from workflow_task t where t.tenant_id = w.tenant_id and t.workflow_id = w.id) as tasks`;
const columns = `w.id, w.plant_id as "plantId", p.code as "plantCode", p.name as "plantName", w.name, w.description, w.template_id as "templateId", w.template_version as "templateVersion", w.type, w.purpose,
  w.category, w.status, w.starts_on::text as "startsOn", w.duration_days as "durationDays", w.stages, w.authorities, w.base_documents as "baseDocuments", w.parent_workflow_id as "parentWorkflowId",
  w.original_workflow_id as "originalWorkflowId", w.created_by as "createdBy", w.created_at as "createdAt", w.updated_at as "updatedAt", w.version, ${figures}`;
const from = 'from workflow w left join plant_facts p on p.tenant_id = w.tenant_id and p.plant_id = w.plant_id';
const visible = 'w.removed_at is null and ($1::uuid[] is null or w.plant_id = any($1))';
const taskColumns = `t.id, t.workflow_id as "workflowId", w.name as "workflowName", t.plant_id as "plantId", p.code as "plantCode", p.name as "plantName", t.stage_code as "stageCode", t.code, t.definition, t.state,
  t.priority, t.depends_on as "dependsOn", t.starts_on::text as "startsOn", t.due_on::text as "dueOn", t.original_due_on::text as "originalDueOn", t.term_ends_on::text as "termEndsOn",
  t.suspended_on::text as "suspendedOn", t.suspended_days as "suspendedDays", t.skipped, t.blocked_reason as "blockedReason", t.assignee_kind as "assigneeKind", t.assignee_user_id as "assigneeUserId",
  t.assignee_name as "assigneeName", t.checked, t.data, t.estimated_hours::float8::text as "estimatedHours", t.actual_hours::float8::text as "actualHours", t.practice_code as "practiceCode", t.started_on::text as "startedOn",
  t.completed_on::text as "completedOn", t.completed_by as "completedBy", t.completion_note as "completionNote", t.tracks_workflow_id as "tracksWorkflowId", t.version,
  (select count(*)::int from task_comment c where c.tenant_id = t.tenant_id and c.task_id = t.id) as "commentCount"`;
/** What `workflow_by_age` is ordered by. */
export const newestFirst = 'w.created_at desc, w.id desc';
type Filters = Omit<ListWorkflowsQuery, 'cursor' | 'limit'>;
const Position = z.tuple([Instant, z.uuid()]);

@Injectable()
export class WorkflowsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
  ) {}

  async read(workflowId: string, actor: Actor): Promise<WorkflowDetail> {
    const [row] = await tenantQuery<WorkflowRow>(this.em, `select ${columns} ${from} where ${visible} and w.id = $2`, [plantScope(actor), workflowId]);
    if (!row) throw new WorkflowNotFound();
    return toWorkflowDetail(row, this.today());
  }

  /** One page, the newest first: the cursor holds the time and id of the last row shown. */
  async list(query: ListWorkflowsQuery, actor: Actor): Promise<Page<WorkflowView>> {
    const { cursor, limit } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const today = this.today();
    const values: unknown[] = [plantScope(actor), limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [...this.conditionsOf(query, place), ...(after ? [`(w.created_at, w.id) < (${place(after[0])}::timestamptz, ${place(after[1])}::uuid)`] : [])];
    const rows = await tenantQuery<WorkflowRow>(this.em, `select ${columns} ${from} where ${conditions.join(' and ')} order by ${newestFirst} limit $2`, values);
    return toPage(rows, limit, (row) => toWorkflowView(row, today), ({ createdAt, id }) => [toInstant(createdAt), id]);
  }

  /** How many a list of the same filters has, page after page. */
  async count(filters: Filters, actor: Actor): Promise<number> {
    const values: unknown[] = [plantScope(actor)];
    const conditions = this.conditionsOf(filters, (value) => `$${values.push(value)}`);
    const [row] = await tenantQuery<{ n: number }>(this.em, `select count(*)::int as n from workflow w where ${conditions.join(' and ')}`, values);
    return row?.n ?? 0;
  }

  private conditionsOf({ plantId, status, category, templateId, parentWorkflowId, originalWorkflowId, late }: Filters, place: (value: unknown) => string): string[] {
    const equal = Object.entries({ plant_id: plantId, status, category, template_id: templateId, parent_workflow_id: parentWorkflowId, original_workflow_id: originalWorkflowId }).filter(([, value]) => value !== undefined);
    const lateTask = (day: string) => `exists (select from workflow_task t where t.tenant_id = w.tenant_id and t.workflow_id = w.id and t.state in ('To Start', 'In Progress') and t.due_on < ${day}::date and t.suspended_on is null)`;
    return [
      visible,
      ...equal.map(([column, value]) => `w.${column} = ${place(value)}`),
      ...(late === undefined ? [] : [`(w.status = 'Active' and ${lateTask(place(this.today()))}) = ${place(late)}::boolean`]),
    ];
  }

  /** The tasks of a workflow in the order of its stages, each with what it waits for. */
  async tasks(workflowId: string, actor: Actor): Promise<TaskView[]> {
    const [workflow] = await tenantQuery<Pick<WorkflowRow, 'stages'>>(this.em, `select w.stages ${from} where ${visible} and w.id = $2`, [plantScope(actor), workflowId]);
    if (!workflow) throw new WorkflowNotFound();
    const rows = await tenantQuery<TaskRow>(
      this.em,
      `select ${taskColumns} from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id left join plant_facts p on p.tenant_id = w.tenant_id and p.plant_id = w.plant_id
       where ${visible} and t.workflow_id = $2 order by t.position, t.id`,
      [plantScope(actor), workflowId],
    );
    const slots = rows.map(slotOf);
    const today = this.today();
    return rows.map((row) => toTaskView(row, waitsFor(slotOf(row), slots, workflow.stages).map(({ id }) => id), today));
  }

  async task(workflowId: string, taskId: string, actor: Actor): Promise<TaskView> {
    const task = (await this.tasks(workflowId, actor)).find(({ id }) => id === taskId);
    if (!task) throw new TaskNotFound();
    return task;
  }

  private today(): string {
    return this.workflows.occasion(null).today;
  }
}

function slotOf({ id, stageCode, dependsOn, state, definition, startsOn, dueOn }: TaskRow): Slot {
  return { id, stageCode, dependsOn, state, optional: definition.optional, durationDays: definition.durationDays, durationIn: definition.durationIn, startsOn, dueOn };
}
