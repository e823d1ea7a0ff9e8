import { Injectable } from '@nestjs/common';
import { OptimisticLockError } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { BulkUpdateTasksBody, TaskOutcome } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { assigneeOf } from '../tasks/task.entity.ts';
import { TaskRepository } from '../task-work/task.repository.ts';

type RowChange = BulkUpdateTasksBody['tasks'][number];

/** Changes many tasks, each in a transaction of its own: one that is refused holds up no other. */
@Injectable()
export class BulkUpdateTasksHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  async execute({ tasks }: BulkUpdateTasksBody, actor: Actor): Promise<TaskOutcome[]> {
    const outcomes: TaskOutcome[] = [];
    for (const row of tasks) outcomes.push(await this.outcomeOf(row, actor));
    return outcomes;
  }

  private async outcomeOf(row: RowChange, actor: Actor): Promise<TaskOutcome> {
    try {
      const version = await this.em.transactional(() => this.update(row, actor), { clear: true });
      return { taskId: row.taskId, outcome: 'updated', version, code: null, detail: null };
    } catch (error) {
      if (error instanceof OptimisticLockError) return { taskId: row.taskId, outcome: 'refused', version: null, code: 'stale', detail: 'Somebody changed this in the meantime.' };
      if (error instanceof DomainError) return { taskId: row.taskId, outcome: 'refused', version: null, code: error.code, detail: error.message };
      throw error;
    }
  }

  private async update({ workflowId, taskId, version, assignee, priority, status, dueOn, reason }: RowChange, actor: Actor): Promise<number> {
    const { running, task } = await this.tasks.load(workflowId, taskId, version, actor);
    if (assignee !== undefined && JSON.stringify(assignee) !== JSON.stringify(assigneeOf(task))) {
      await this.tasks.demandAssignable(assignee, task.plantId);
      const before = assigneeOf(task);
      task.assign(assignee);
      running.note({ taskId, kind: 'task.assigned', before: { assignee: before }, after: { assignee } });
    }
    if (priority !== undefined) {
      const before = task.priority;
      if (task.change({ priority }).length > 0) running.note({ taskId, kind: 'task.changed', before: { priority: before }, after: { priority } });
    }
    if (dueOn !== undefined) running.reschedule(task, dueOn, reason ?? '');
    if (status !== undefined) running.moveTask(task, status, reason ?? null);
    await this.tasks.save(running);
    return task.version;
  }
}
