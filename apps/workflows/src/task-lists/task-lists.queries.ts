import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import { PlainDate, type Assignee, type ListTasksQuery, type LocalText, type MyTasksQuery, type Page, type TaskState, type TaskSummary } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { addDays } from '../obligations/plain-date.calc.ts';
import { assigneeOf } from '../tasks/task.entity.ts';
import { daysLeft, shownStatus } from '../tasks/task-view.calc.ts';
import { TaskRepository } from '../task-work/task.repository.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';

type Row = Pick<TaskSummary, 'id' | 'workflowName' | 'dueOn' | 'suspendedOn'> & {
  state: TaskState; title: LocalText; assigneeKind: Assignee['kind'] | null; assigneeUserId: string | null; assigneeName: string | null; rank: number; sortOn: string;
};

const rank = `case t.priority when 'High' then 0 when 'Medium' then 1 else 2 end`;
const sortOn = `coalesce(t.due_on, 'infinity'::date)`;
const columns = `t.id, t.workflow_id as "workflowId", w.name as "workflowName", t.plant_id as "plantId", p.code as "plantCode", p.name as "plantName", t.code, t.definition -> 'title' as title, t.state, t.priority,
  coalesce((t.definition -> 'milestone')::boolean, false) as milestone, coalesce((t.definition -> 'optional')::boolean, false) as optional, t.starts_on::text as "startsOn", t.due_on::text as "dueOn",
  t.suspended_on::text as "suspendedOn", t.definition ->> 'authority' as authority, t.assignee_kind as "assigneeKind", t.assignee_user_id as "assigneeUserId", t.assignee_name as "assigneeName", t.version,
  ${rank} as rank, ${sortOn}::text as "sortOn"`;
const from = 'from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id left join plant_facts p on p.tenant_id = t.tenant_id and p.plant_id = t.plant_id';
const open = `w.removed_at is null and w.status = 'Active' and t.state in ('To Start', 'In Progress', 'Blocked') and ($1::uuid[] is null or t.plant_id = any($1))`;
const Position = z.tuple([z.int().min(0).max(2), PlainDate.or(z.literal('infinity')), z.uuid()]);

/** Open tasks of active workflows: those of high priority first, then by due date. */
@Injectable()
export class TaskListsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly tasks: TaskRepository,
    private readonly workflows: WorkflowRepository,
  ) {}

  list({ authority, priority, assigneeUserId, assigneeRole, ...query }: ListTasksQuery, actor: Actor): Promise<Page<TaskSummary>> {
    return this.page(query, actor, (place) => [
      ...(authority ? [`t.definition ->> 'authority' = ${place(authority)}`] : []),
      ...(priority ? [`t.priority = ${place(priority)}`] : []),
      ...(assigneeUserId ? [`t.assignee_user_id = ${place(assigneeUserId)}`] : []),
      ...(assigneeRole ? [`t.assignee_kind = 'role' and t.assignee_name = ${place(assigneeRole)}`] : []),
    ]);
  }

  /** Given to the caller, or to a role of theirs. */
  async mine(query: MyTasksQuery, actor: Actor): Promise<Page<TaskSummary>> {
    const roles = await this.tasks.rolesOf(actor);
    return this.page(query, actor, (place) => [`(t.assignee_user_id = ${place(actor.userId)} or (t.assignee_kind = 'role' and t.assignee_name = any(${place(roles)}::text[])))`]);
  }

  private async page({ overdue, dueWithinDays, plantId, cursor, limit }: MyTasksQuery, actor: Actor, more: (place: (value: unknown) => string) => string[]): Promise<Page<TaskSummary>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const today = this.workflows.occasion(null).today;
    const values: unknown[] = [plantScope(actor), limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const isLate = (day: string) => `(t.state <> 'Blocked' and t.suspended_on is null and t.due_on is not null and t.due_on < ${day}::date)`;
    const conditions = [
      open,
      ...more(place),
      ...(plantId ? [`t.plant_id = ${place(plantId)}`] : []),
      ...(overdue === undefined ? [] : [`${isLate(place(today))} = ${place(overdue)}::boolean`]),
      ...(dueWithinDays === undefined ? [] : [`t.due_on <= ${place(addDays(today, dueWithinDays))}::date`]),
      ...(after ? [`(${rank}, ${sortOn}, t.id) > (${place(after[0])}::int, ${place(after[1])}::date, ${place(after[2])}::uuid)`] : []),
    ];
    const rows = await tenantQuery<Row>(this.em, `select ${columns} ${from} where ${conditions.join(' and ')} order by ${rank}, ${sortOn}, t.id limit $2`, values);
    return toPage(rows, limit, (row) => toSummary(row, today), (row) => [row.rank, row.sortOn, row.id]);
  }
}

function toSummary({ state, assigneeKind, assigneeUserId, assigneeName, rank: _rank, sortOn: _sortOn, ...shown }: Row, today: string): TaskSummary {
  const { dueOn, suspendedOn } = shown;
  return { ...shown, status: shownStatus({ state, dueOn, suspendedOn }, today), daysLeft: dueOn ? daysLeft(dueOn, today) : null, assignee: assigneeOf({ assigneeKind, assigneeUserId, assigneeName }) } as TaskSummary;
}
