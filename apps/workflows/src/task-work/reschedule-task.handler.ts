import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RescheduleTaskBody } from '@kairos/contracts';
import { TaskRepository } from './task.repository.ts';

/** Moves the due date of a task, and what depends on it. */
@Injectable()
export class RescheduleTaskHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { dueOn, reason }: RescheduleTaskBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { running, task } = await this.tasks.load(workflowId, taskId, expectedVersion, actor);
    running.reschedule(task, dueOn, reason);
    await this.tasks.save(running);
  }
}
