import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import type { Due } from './reminder-notices.calc.ts';
import { reminderStep } from './reminder-step.sql.ts';

/** A task of which nobody was reminded at the step it stands at; `teamUserIds` are of the team it is given to, `startedBy` is who started its workflow. */
export type DueTask = Due & { taskId: string; workflowId: string; assigneeUserId: string | null; assigneeRole: string | null; teamUserIds: string[] | null; startedBy: string };

/** On these days before people are reminded of every task, besides those that it names itself. */
const usualDays = 'select unnest(array[7, 1]) as day';
const mostDays = 365;
const daysLeft = '(t.due_on - $1::date)';
const untold = `from workflow_task t
  join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id and w.removed_at is null and w.status = 'Active'
  join plant_facts p on p.tenant_id = t.tenant_id and p.plant_id = t.plant_id and not p.deleted
  cross join lateral (select ${reminderStep(daysLeft, `${usualDays} union select value::int from jsonb_array_elements_text(coalesce(t.definition -> 'alertDays', '[]'))`)} as lead_days) step
  where t.state in ('To Start', 'In Progress', 'Blocked') and t.suspended_on is null and t.due_on <= $1::date + ${mostDays} and step.lead_days is not null
    and not exists (select from task_reminder r where r.tenant_id = t.tenant_id and r.task_id = t.id and r.due_on = t.due_on and r.lead_days = step.lead_days)`;

@Injectable()
export class DueTasksQueries {
  constructor(private readonly em: EntityManager) {}

  /** The steps at which tasks stand that are to be told of today, the most overdue first. */
  async steps(today: string): Promise<number[]> {
    const rows = await tenantQuery<{ leadDays: number }>(this.em, `select distinct step.lead_days as "leadDays" ${untold} order by 1`, [today]);
    return rows.map(({ leadDays }) => leadDays);
  }

  /** The tasks at a step, the nearest first. */
  at(leadDays: number, today: string): Promise<DueTask[]> {
    return tenantQuery<DueTask>(
      this.em,
      `select t.id as "taskId", t.workflow_id as "workflowId", t.plant_id as "plantId", p.name as "plantName", t.definition -> 'title' as subject, t.due_on::text as "dueOn", step.lead_days as "leadDays",
         ${daysLeft} as "daysLeft", t.assignee_user_id as "assigneeUserId", case when t.assignee_kind = 'role' then t.assignee_name end as "assigneeRole",
         (select member_user_ids::text[] from team where t.assignee_kind = 'team' and name = t.assignee_name) as "teamUserIds", w.created_by as "startedBy"
       ${untold} and step.lead_days = $2 order by t.due_on, t.id`,
      [today, leadDays],
    );
  }
}
