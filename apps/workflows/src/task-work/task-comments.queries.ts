import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import type { Page, TaskCommentQuery, TaskCommentView } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { TaskNotFound } from '../tasks/task.errors.ts';

const Position = z.tuple([z.uuid()]);

/** The comments on a task, the newest first. */
@Injectable()
export class TaskCommentsQueries {
  constructor(private readonly em: EntityManager) {}

  async list(workflowId: string, taskId: string, { limit, cursor }: TaskCommentQuery, actor: Actor): Promise<Page<TaskCommentView>> {
    const after = cursor === undefined ? null : decodeCursor(cursor, Position)[0];
    const [task] = await tenantQuery(
      this.em,
      'select 1 from workflow_task t join workflow w on w.tenant_id = t.tenant_id and w.id = t.workflow_id where t.id = $3 and w.id = $2 and w.removed_at is null and ($1::uuid[] is null or w.plant_id = any($1))',
      [plantScope(actor), workflowId, taskId],
    );
    if (!task) throw new TaskNotFound();
    const rows = await tenantQuery<TaskCommentView>(
      this.em,
      `select id, task_id as "taskId", text, mentions, author_id as "authorId", written_at as "writtenAt" from task_comment
       where task_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [taskId, after, limit + 1],
    );
    return toPage(rows, limit, (row) => ({ ...row, writtenAt: toInstant(row.writtenAt) }), ({ id }) => [id]);
  }
}
