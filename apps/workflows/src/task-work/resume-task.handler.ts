import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ResumeTaskBody } from '@kairos/contracts';
import { TaskRepository } from './task.repository.ts';

/** The authority goes on: the term runs again, as many days later as it stood still. */
@Injectable()
export class ResumeTaskHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { on, reason }: ResumeTaskBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { running, task } = await this.tasks.load(workflowId, taskId, expectedVersion, actor);
    running.resume(task, on ?? running.today, reason ?? null);
    await this.tasks.save(running);
  }
}
