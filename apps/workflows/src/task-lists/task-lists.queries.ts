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
/** For whom somebody stands in, and the teams they are of. */
const owned = `select coalesce((select array_agg(distinct user_id) from absence where delegate_user_id = $1 and $2::date between from_on and to_on), '{}') as users,
  coalesce((select array_agg(name) from team where $1 = any(member_user_ids)), '{}') as teams`;
type Owned = { users: string[]; teams: string[] };
type Narrowing = (place: (value: unknown) => string) => string[];
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

  /** Given to the caller, to a role or a team of theirs, or to somebody for whom they stand in today. */
  async mine(query: MyTasksQuery, actor: Actor): Promise<Page<TaskSummary>> {
    const { users, condition } = await this.ownedBy(actor);
    return this.page(query, actor, condition, users);
  }

  /** How many `mine` lists, page after page. */
  async countMine(query: Pick<MyTasksQuery, 'overdue' | 'dueWithinDays' | 'plantId'>, actor: Actor): Promise<number> {
    const values: unknown[] = [plantScope(actor)];
    const conditions = this.conditionsOf(query, (value) => `$${values.push(value)}`, (await this.ownedBy(actor)).condition);
    const [row] = await tenantQuery<{ n: number }>(this.em, `select count(*)::int as n ${from} where ${conditions.join(' and ')}`, values);
    return row?.n ?? 0;
  }

  private async ownedBy(actor: Actor): Promise<{ users: string[]; condition: Narrowing }> {
    const [roles, [own]] = [await this.tasks.rolesOf(actor), await tenantQuery<Owned>(this.em, owned, [actor.userId, this.workflows.occasion(null).today])];
    const { users, teams } = own ?? { users: [], teams: [] };
    const named = (kind: Assignee['kind'], names: string) => `(t.assignee_kind = '${kind}' and t.assignee_name = any(${names}::text[]))`;
    return { users, condition: (place) => [`(t.assignee_user_id = any(${place([actor.userId, ...users])}::uuid[]) or ${named('role', place(roles))} or ${named('team', place(teams))})`] };
  }

  private async page({ cursor, limit, ...query }: MyTasksQuery, actor: Actor, more: Narrowing, insteadOf: readonly string[] = []): Promise<Page<TaskSummary>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const values: unknown[] = [plantScope(actor), limit + 1];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [...this.conditionsOf(query, place, more), ...(after ? [`(${rank}, ${sortOn}, t.id) > (${place(after[0])}::int, ${place(after[1])}::date, ${place(after[2])}::uuid)`] : [])];
    const rows = await tenantQuery<Row>(this.em, `select ${columns} ${from} where ${conditions.join(' and ')} order by ${rank}, ${sortOn}, t.id limit $2`, values);
    const today = this.workflows.occasion(null).today;
    return toPage(rows, limit, (row) => toSummary(row, today, insteadOf), (row) => [row.rank, row.sortOn, row.id]);
  }

  private conditionsOf({ overdue, dueWithinDays, plantId }: Pick<MyTasksQuery, 'overdue' | 'dueWithinDays' | 'plantId'>, place: (value: unknown) => string, more: Narrowing): string[] {
    const today = this.workflows.occasion(null).today;
    const isLate = (day: string) => `(t.state <> 'Blocked' and t.suspended_on is null and t.due_on is not null and t.due_on < ${day}::date)`;
    return [
      open,
      ...more(place),
      ...(plantId ? [`t.plant_id = ${place(plantId)}`] : []),
      ...(overdue === undefined ? [] : [`${isLate(place(today))} = ${place(overdue)}::boolean`]),
      ...(dueWithinDays === undefined ? [] : [`t.due_on <= ${place(addDays(today, dueWithinDays))}::date`]),
    ];
  }
}

function toSummary({ state, assigneeKind, assigneeUserId, assigneeName, rank: _rank, sortOn: _sortOn, ...shown }: Row, today: string, insteadOf: readonly string[]): TaskSummary {
  const { dueOn, suspendedOn } = shown;
  return { ...shown, insteadOf: assigneeUserId && insteadOf.includes(assigneeUserId) ? assigneeUserId : null, status: shownStatus({ state, dueOn, suspendedOn }, today), daysLeft: dueOn ? daysLeft(dueOn, today) : null, assignee: assigneeOf({ assigneeKind, assigneeUserId, assigneeName }) } as TaskSummary;
}
