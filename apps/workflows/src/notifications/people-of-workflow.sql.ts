import type { EntityManager } from '@mikro-orm/postgresql';
import { tenantQuery } from '@kairos/tenancy';

export type WorkflowPeople = { workflowName: string; userIds: string[] };

const text = `select w.name as "workflowName", array_remove(array_agg(distinct t.assignee_user_id) || array_agg(distinct member.user_id) || w.created_by, null)::text[] as "userIds"
  from workflow w left join workflow_task t on t.tenant_id = w.tenant_id and t.workflow_id = w.id
  left join team on team.tenant_id = w.tenant_id and t.assignee_kind = 'team' and team.name = t.assignee_name left join lateral unnest(team.member_user_ids) as member (user_id) on true where w.id = $1 and w.removed_at is null group by w.id, w.name, w.created_by`;

/** Who works on a workflow: whoever started it, and the users, and members of the teams, that its tasks are given to. Nothing for one that was removed. */
export async function peopleOf(em: EntityManager, workflowId: string): Promise<WorkflowPeople | undefined> {
  return (await tenantQuery<WorkflowPeople>(em, text, [workflowId]))[0];
}
