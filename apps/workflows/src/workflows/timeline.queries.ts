import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import type { Page, TimelineEntry, TimelineQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { WorkflowNotFound } from './workflow.errors.ts';

const columns = `c.id, c.at, c.kind, c.task_id as "taskId", t.definition -> 'title' as "taskTitle", c.actor_id as "actorId", c.instead_of as "insteadOf", c.before, c.after, c.reason`;
const Position = z.tuple([z.uuid()]);

/** Everything that happened to a workflow and its tasks, the newest first. */
@Injectable()
export class TimelineQueries {
  constructor(private readonly em: EntityManager) {}

  async list(workflowId: string, { taskId, limit, cursor }: TimelineQuery, actor: Actor): Promise<Page<TimelineEntry>> {
    const after = cursor === undefined ? null : decodeCursor(cursor, Position)[0];
    const [workflow] = await tenantQuery(this.em, 'select 1 from workflow w where w.id = $2 and w.removed_at is null and ($1::uuid[] is null or w.plant_id = any($1))', [plantScope(actor), workflowId]);
    if (!workflow) throw new WorkflowNotFound();
    const rows = await tenantQuery<TimelineEntry>(
      this.em,
      `select ${columns} from workflow_change c left join workflow_task t on t.tenant_id = c.tenant_id and t.id = c.task_id
       where (c.workflow_id = $1 or c.task_id in (select id from workflow_task where workflow_id = $1)) and ($2::uuid is null or c.task_id = $2) and ($3::uuid is null or c.id < $3) order by c.id desc limit $4`,
      [workflowId, taskId ?? null, after, limit + 1],
    );
    return toPage(rows, limit, (row) => ({ ...row, at: toInstant(row.at) }), ({ id }) => [id]);
  }
}
