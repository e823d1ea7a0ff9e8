import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { rowsReached, type Actor } from '@kairos/auth';
import type { Assignee, RowScope } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { tenantQuery } from '@kairos/tenancy';
import { AbsencesRepository } from '../absences/absences.repository.ts';
import type { WorkflowTask } from '../tasks/task.entity.ts';
import { AssigneeUnknown, NotOfAllowedRole } from '../tasks/task.errors.ts';
import { catchUpIfReopened } from '../workflows/apply-plant-facts.ts';
import type { RunningWorkflow } from '../workflows/running-workflow.ts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';

/** Loads one task within its workflow for somebody who may work on it, and knows who members are. */
@Injectable()
export class TaskRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly workflows: WorkflowRepository,
    private readonly absences: AbsencesRepository,
  ) {}

  /** @throws TaskNotFound, NotOfAllowedRole, and 412 when the caller has seen another version of the task */
  async load(workflowId: string, taskId: string, expectedVersion: number, actor: Actor): Promise<{ running: RunningWorkflow; task: WorkflowTask }> {
    const running = await this.workflows.load(workflowId, actor);
    const task = running.task(taskId);
    expectVersion(task.version, expectedVersion);
    const { allowedRoles } = task.definition;
    if (allowedRoles.length > 0 && !actor.permissions.includes('*')) {
      const roles = await this.rolesOf(actor);
      if (!allowedRoles.some((role) => roles.includes(role))) throw new NotOfAllowedRole(allowedRoles);
    }
    await this.standIn(running, task, actor);
    return { running, task };
  }

  /** Whoever works on the task of somebody who is away, and is their delegate, does so in their stead. */
  async standIn(running: RunningWorkflow, task: WorkflowTask, actor: Actor): Promise<void> {
    const assigned = task.assigneeUserId;
    if (assigned && assigned !== actor.userId && (await this.absences.isDelegate(actor.userId, assigned, running.today))) running.standIn = { taskId: task.id, userId: assigned };
  }

  save(running: RunningWorkflow): Promise<void> {
    catchUpIfReopened(running);
    return this.workflows.save(running);
  }

  /** The roles of a caller, as identity names them: `kronos/Operator`. */
  async rolesOf({ membershipId }: Pick<Actor, 'membershipId'>): Promise<string[]> {
    const [row] = await tenantQuery<{ roles: string[] }>(this.em, 'select roles from membership_access where membership_id = $1 and active', [membershipId]);
    return row?.roles ?? [];
  }

  /** @throws AssigneeUnknown for a user who is no active member or does not reach the plant */
  async demandAssignable(assignee: Assignee | null, plantId: string): Promise<void> {
    if (assignee?.kind === 'user') await this.demandMembers([assignee.userId], plantId);
  }

  /** @throws AssigneeUnknown */
  async demandMembers(userIds: readonly string[], plantId: string): Promise<void> {
    if (userIds.length === 0) return;
    const rows = await tenantQuery<{ user_id: string; row_scope: RowScope }>(this.em, 'select user_id, row_scope from membership_access where active and user_id = any($1::uuid[])', [userIds]);
    const reaching = new Set(rows.filter(({ row_scope: rowScope }) => rowsReached({ rowScope }, 'plants')?.includes(plantId) ?? true).map(({ user_id }) => user_id));
    if (userIds.some((id) => !reaching.has(id))) throw new AssigneeUnknown();
  }
}
