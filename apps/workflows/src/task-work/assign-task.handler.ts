import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { AssignTaskBody } from '@kairos/contracts';
import { assigneeOf } from '../tasks/task.entity.ts';
import { TaskRepository } from './task.repository.ts';

/** Gives a task to a user, a role or a team, or to nobody. */
@Injectable()
export class AssignTaskHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { assignee }: AssignTaskBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { running, task } = await this.tasks.load(workflowId, taskId, expectedVersion, actor);
    await this.tasks.demandAssignable(assignee, task.plantId);
    const before = assigneeOf(task);
    if (JSON.stringify(before) === JSON.stringify(assignee)) return;
    task.assign(assignee);
    running.note({ taskId, kind: 'task.assigned', before: { assignee: before }, after: { assignee } });
    await this.tasks.save(running);
  }
}
