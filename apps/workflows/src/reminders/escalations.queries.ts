import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';
import type { Due } from './reminder-notices.calc.ts';

export const escalatedKinds = ['deadline', 'task'] as const;
export type EscalatedKind = (typeof escalatedKinds)[number];
/** Something overdue that has come to a rung of the ladder of which nobody was told. */
export type Escalated = Due & { id: string; link: string };

/** Nobody is asked to act on what waits for an authority, or for another task that is not done. */
const overdue: Record<EscalatedKind, string> = {
  deadline: `select d.id, d.plant_id, d.obligation -> 'title' as subject, d.due_on, '/api/v1/workflows/deadlines/' || d.id as link
    from deadline d where d.status = 'open' and d.sort_on <= $1::date - $2::int`,
  task: `select t.id, t.plant_id, t.definition -> 'title' as subject, t.due_on, '/api/v1/workflows/workflows/' || t.workflow_id || '/tasks/' || t.id as link
    from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id and w.removed_at is null and w.status = 'Active'
    where t.state in ('To Start', 'In Progress') and t.priority = 'High' and t.suspended_on is null and t.due_on <= $1::date - $2::int`,
};

@Injectable()
export class EscalationsQueries {
  constructor(private readonly em: EntityManager) {}

  /**
   * What came to a rung, the longest overdue first.
   *
   * @param afterDays how many days overdue that is
   */
  find(kind: EscalatedKind, { rung, afterDays, today }: { rung: number; afterDays: number; today: string }): Promise<Escalated[]> {
    return tenantQuery<Escalated>(
      this.em,
      `select o.id, o.plant_id as "plantId", p.name as "plantName", o.subject, o.due_on::text as "dueOn", o.due_on - $1::date as "daysLeft", -$3::int as "leadDays", o.link
       from (${overdue[kind]}) o join plant_facts p on p.plant_id = o.plant_id and not p.deleted
       where not exists (select from escalation e where e.subject_kind = $4 and e.subject_id = o.id and e.due_on = o.due_on and e.rung = $3)
       order by o.due_on, o.id`,
      [today, afterDays, rung, kind],
    );
  }
}
