import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeTaskStatusBody } from '@kairos/contracts';
import { TaskRepository } from './task.repository.ts';

/** Starts a task, puts it back, blocks, skips or reopens it. */
@Injectable()
export class ChangeTaskStatusHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { status, reason, on }: ChangeTaskStatusBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { running, task } = await this.tasks.load(workflowId, taskId, expectedVersion, actor);
    running.moveTask(task, status, reason ?? null, on);
    await this.tasks.save(running);
  }
}
