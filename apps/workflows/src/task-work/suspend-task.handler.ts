import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { SuspendTaskBody } from '@kairos/contracts';
import { TaskRepository } from './task.repository.ts';

/** The authority holds a practice up: its term stands still. */
@Injectable()
export class SuspendTaskHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { on, reason }: SuspendTaskBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { running, task } = await this.tasks.load(workflowId, taskId, expectedVersion, actor);
    running.suspend(task, on ?? running.today, reason);
    await this.tasks.save(running);
  }
}
