import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';

@Injectable()
export class OpenSubjectsQueries {
  constructor(private readonly em: EntityManager) {}

  /** The due dates of those deadlines and tasks among some that are still to be done, by their ids. */
  async dueDatesOf(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await tenantQuery<{ id: string; dueOn: string }>(
      this.em,
      `select id, due_on::text as "dueOn" from deadline where id = any($1::uuid[]) and status = 'open'
       union all select t.id, t.due_on::text from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id and w.removed_at is null and w.status = 'Active'
         where t.id = any($1::uuid[]) and t.state in ('To Start', 'In Progress', 'Blocked') and t.suspended_on is null and t.due_on is not null`,
      [ids],
    );
    return new Map(rows.map(({ id, dueOn }) => [id, dueOn]));
  }
}
