import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { CompleteTaskBody } from '@kairos/contracts';
import { problemsOfData } from '../tasks/task-form.calc.ts';
import { InvalidTaskData } from '../tasks/task.errors.ts';
import { TaskRepository } from './task.repository.ts';

/** Completes a task; what its form captured for the authority records of the plant is told with it. */
@Injectable()
export class CompleteTaskHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly tasks: TaskRepository,
  ) {}

  @Transactional()
  async execute(workflowId: string, taskId: string, { completedOn, data, actualHours, note }: CompleteTaskBody, expectedVersion: number, actor: Actor): Promise<void> {
    const { running, task } = await this.tasks.load(workflowId, taskId, expectedVersion, actor);
    const problems = problemsOfData(task.definition.dataFields, data);
    if (problems.length > 0) throw new InvalidTaskData(problems);
    running.complete(task, { ...(completedOn === undefined ? {} : { on: completedOn }), data, note: note ?? null, actualHours });
    await this.tasks.save(running);
  }
}
